//! Filters and profile on the command line: the API's own parameters, read by the API's own reader, so
//! that they mean the same there and here.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use kazi_api::{OfferedParameter, ReadQuestion, offered_filters, offered_profile, read_question};
use url::form_urlencoded::Serializer;

use super::{WrongArguments, facts::facts_of};
use crate::{
    config::Config,
    pipeline::{Engine, sources_unpolled},
    progress::tell,
};

/// Who is asking: what the API takes of a reader.
pub type ReaderArgs = AskedArgs<false>;
/// Who is asking, and for which leads.
pub type FilterArgs = AskedArgs<true>;

/// Parameters that commands have in a form of their own, or that say nothing in a terminal.
const LEFT_OUT: [&str; 4] = ["limit", "cursor", "facets", "currency"];
/// Parameters that are said by naming them.
const SAID_BY_NAME: [&str; 2] = ["has_pay", "include_hidden"];
/// The language of postings: `--language` is that of a digest.
const RENAMED: (&str, &str) = ("language", "written-in");

/// Parameters of the API that were given, in the order of its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedArgs<const FILTERS: bool> {
    given: Vec<(&'static str, String)>,
}

impl<const FILTERS: bool> AskedArgs<FILTERS> {
    /// As the address of the list holds them.
    pub fn as_query(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.given).finish()
    }

    /// What they come to, by the skills and sources that there are.
    ///
    /// # Errors
    /// [`WrongArguments`] where one cannot be used.
    pub fn read(&self, config: &Config, engine: &Engine) -> anyhow::Result<ReadQuestion> {
        read(&self.as_query(), config, engine)
    }
}

/// Reads a question as the address of the list holds it, and tells what of it is not as it was.
///
/// # Errors
/// [`WrongArguments`] where a part of it cannot be used.
pub fn read(query: &str, config: &Config, engine: &Engine) -> anyhow::Result<ReadQuestion> {
    let facts = facts_of(config, &engine.desk.state(), &engine.rates());
    let sources = sources_unpolled(config.sources.all());
    let question = read_question(query, &facts, &sources).map_err(WrongArguments)?;
    for note in &question.notes {
        tell(format_args!("kazi: {note}"));
    }
    Ok(question)
}

fn offered(filters: bool) -> impl Iterator<Item = OfferedParameter> {
    let chosen = offered_filters().filter(move |_| filters).chain(offered_profile());
    chosen.filter(|parameter| !LEFT_OUT.contains(&parameter.name))
}

fn option_name(parameter: &str) -> String {
    let (name, renamed) = RENAMED;
    if parameter == name { renamed.to_owned() } else { parameter.replace('_', "-") }
}

fn arg_of(parameter: OfferedParameter) -> Arg {
    let name = option_name(parameter.name);
    let arg = Arg::new(&name).long(&name).action(ArgAction::Append).help(parameter.about.to_owned());
    if SAID_BY_NAME.contains(&parameter.name) {
        return arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_name("true|false");
    }
    let arg = arg.value_name(parameter.example);
    if parameter.name == "q" { arg.short('q') } else { arg }
}

impl<const FILTERS: bool> Args for AskedArgs<FILTERS> {
    fn augment_args(command: Command) -> Command {
        command.args(offered(FILTERS).map(arg_of))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const FILTERS: bool> FromArgMatches for AskedArgs<FILTERS> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let value_of = |parameter: OfferedParameter| {
            let values = matches.get_many::<String>(&option_name(parameter.name))?;
            Some((parameter.name, values.map(String::as_str).collect::<Vec<_>>().join(",")))
        };
        Ok(Self { given: offered(FILTERS).filter_map(value_of).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query_of(line: &str) -> String {
        let command = FilterArgs::augment_args(Command::new("top"));
        let matches = command.try_get_matches_from(line.split(' ')).unwrap();
        FilterArgs::from_arg_matches(&matches).unwrap().as_query()
    }

    #[test]
    fn filters_are_the_lists_own() {
        for (line, query) in [
            ("top", ""),
            ("top --field web-design --field data", "field=web-design%2Cdata"),
            ("top --have figma:strong,html --min-hourly 7.5", "min_hourly=7.5&have=figma%3Astrong%2Chtml"),
            ("top --include-hidden -q logo", "include_hidden=true&q=logo"),
            ("top --has-pay=false --written-in fr", "language=fr&has_pay=false"),
            ("top --reach open,group --posted-within 3d", "posted_within=3d&reach=open%2Cgroup"),
        ] {
            assert_eq!(query_of(line), query, "{line}");
        }
    }
}
