//! The whole site: what was just answered around all that makes answers.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
};

use axum::{Router, extract::Request, http::HeaderValue, response::Response};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Either},
};
use tower::{Service, ServiceExt};

use crate::{
    App, SharedApp,
    http::{Asked, Hot, Quotas, REQUEST_ID, id_of},
    router::routes,
};

/// JSON, feeds and pages, as one service.
#[derive(Clone)]
pub struct Site {
    hot: Hot,
    routes: Router,
}

impl Site {
    /// The site of what it is made from.
    pub fn new(app: impl Into<Arc<App>>) -> Self {
        let app: SharedApp = app.into();
        let quotas = Quotas::new(Arc::clone(&app));
        let hot = Hot::new(Arc::clone(&app), quotas.clone());
        Self { hot, routes: routes(app, quotas) }
    }

    /// Has the routes answer, and keeps what many may ask for.
    async fn make(self, asked: Option<Asked>, request: Request) -> Response {
        let answer = self.routes.oneshot(request).map(|Ok(answer)| answer);
        match asked {
            Some(asked) => self.hot.make(asked, answer).await,
            None => answer.await,
        }
    }
}

impl Service<Request> for Site {
    type Response = Response;
    type Error = Infallible;
    type Future =
        Either<Ready<Result<Response, Infallible>>, BoxFuture<'static, Result<Response, Infallible>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    /// An answer from memory passes no route and no layer, for most of its time would go there.
    fn call(&mut self, mut request: Request) -> Self::Future {
        let id = id_of(&request);
        let asked = Asked::of(&request);
        if let Some(answer) = asked.as_ref().and_then(|asked| self.hot.find(asked, &request)) {
            return Either::Left(ready(Ok(identified(answer, id))));
        }
        request.headers_mut().insert(REQUEST_ID, id.clone());
        let made = self.clone().make(asked, request).map(|answer| Ok(identified(answer, id)));
        Either::Right(made.boxed())
    }
}

/// The answer under the id of its request.
fn identified(mut answer: Response, id: HeaderValue) -> Response {
    answer.headers_mut().insert(REQUEST_ID, id);
    answer
}
