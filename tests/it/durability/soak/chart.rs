//! The samples as a drawing: one strip a measure, over one axis of time.

use std::fmt::Write as _;

use super::samples::{Of, Samples};

const WIDTH: f64 = 640.0;
const STRIP: f64 = 90.0;
const GAP: f64 = 34.0;
const LEFT: f64 = 46.0;

const STRIPS: [(&str, &[Of]); 4] = [
    ("memory, MB", &[|sample| sample.memory_mb]),
    ("open descriptors", &[|sample| sample.descriptors]),
    ("store on the disk, MB", &[|sample| sample.store_mb]),
    (
        "a reader waits, ms: the median, and one in a hundred",
        &[|sample| sample.median_ms, |sample| sample.p99_ms],
    ),
];
const COLOURS: [&str; 2] = ["#1f6f8b", "#c2773a"];

pub fn draw(samples: &Samples) -> String {
    let height = (STRIP + GAP) * 4.0 + 20.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {height}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        WIDTH + LEFT + 10.0
    );
    for (number, (name, lines)) in (0_u32..).zip(STRIPS) {
        let top = GAP + f64::from(number) * (STRIP + GAP);
        let values = lines.iter().flat_map(|of| samples.0.iter().map(of));
        let most = values.fold(1.0, f64::max) * 1.1;
        let bottom = top + STRIP;
        writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{}\">{name}</text>\n\
             <path d=\"M{LEFT} {top}V{bottom}H{}\" fill=\"none\" stroke=\"#999\"/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{most:.0}</text>\n\
             <text x=\"{}\" y=\"{bottom}\" text-anchor=\"end\">0</text>",
            top - 6.0,
            LEFT + WIDTH,
            LEFT - 4.0,
            top + 10.0,
            LEFT - 4.0,
        )
        .unwrap();
        for (of, colour) in lines.iter().zip(COLOURS).rev() {
            let points = line(samples, *of, top, most);
            writeln!(svg, "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\"/>").unwrap();
        }
    }
    let minutes = samples.0.len() / 60;
    let (right, below) = (LEFT + WIDTH, height - 4.0);
    write!(
        svg,
        "<text x=\"{right}\" y=\"{below}\" text-anchor=\"end\">after {minutes} minutes</text>\n</svg>\n"
    )
    .unwrap();
    svg
}

fn line(samples: &Samples, of: Of, top: f64, most: f64) -> String {
    let mut points = String::new();
    let steps = f64::from(u32::try_from(samples.0.len().max(2) - 1).unwrap());
    for (second, sample) in (0_u32..).zip(&samples.0) {
        let x = LEFT + WIDTH * f64::from(second) / steps;
        let y = top + STRIP * (1.0 - of(sample) / most);
        write!(points, "{x:.1},{y:.1} ").unwrap();
    }
    points.trim_end().to_owned()
}
