//! Reading one TOML file, and finding the place of a key in it.

use std::{ops::Range, path::Path};

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{ConfigError, defaults};

/// The largest configuration file read.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// A configuration file: its name as shown in errors, and its text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path, or `built-in NAME` for a default.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Document {
    /// Reads `name` in `folder`; where the folder does not hold it, the built-in default stands in.
    ///
    /// # Errors
    /// When the file is there and cannot be read, is not UTF-8 or larger than 4 MiB.
    pub fn read(folder: Option<&Path>, name: &str) -> Result<Self, ConfigError> {
        let Some(path) = folder.map(|folder| folder.join(name)).filter(|path| path.exists()) else {
            return Ok(Self {
                name: format!("built-in {name}"),
                text: defaults::text_of(name).unwrap_or_default().to_owned(),
            });
        };
        Self::read_path(&path)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, is not UTF-8 or larger than 4 MiB.
    pub fn read_path(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let mend = "check the path and its permissions";
        let size =
            std::fs::metadata(path).map_err(|e| ConfigError::of_file(&name, e.to_string(), mend))?.len();
        if size > FILE_BYTES_MAX {
            return Err(ConfigError::of_file(&name, "larger than 4 MiB", "split it or take entries out"));
        }
        let bytes = std::fs::read(path).map_err(|e| ConfigError::of_file(&name, e.to_string(), mend))?;
        let text = String::from_utf8(bytes).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            ConfigError::of_file(&name, format!("byte {at} is not UTF-8"), "save the file as UTF-8")
        })?;
        Ok(Self { name, text })
    }

    /// Parses the text.
    ///
    /// # Errors
    /// With the line and the caret where the parser or the type refused it.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, ConfigError> {
        toml::from_str(&self.text).map_err(|error| self.fault(&error))
    }

    /// Parses the text, with the keys that it leaves out as the built-in file of this name has them.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_over<T: DeserializeOwned>(&self, name: &str) -> Result<T, ConfigError> {
        let parse = |text| DeTable::parse(text).map_err(|error| self.fault(&error));
        let (mut root, defaults) = (parse(&self.text)?, parse(defaults::text_of(name).unwrap_or_default())?);
        fill(root.get_mut(), defaults.into_inner());
        T::deserialize(toml::Deserializer::from(root)).map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &toml::de::Error) -> ConfigError {
        let message = error.message().trim_end_matches(['\n', ' ']).to_owned();
        ConfigError::at(&self.name, &self.text, error.span().unwrap_or(0..0), message)
            .mend("`kazi init` writes every key with its meaning into a folder to compare with")
    }

    /// An error at `key` of the entry number `index` of the array `table`, such as `rights.floor` of
    /// the third source; at as much of the key as is there.
    pub fn error_at(&self, table: &str, index: usize, key: &str, message: impl Into<String>) -> ConfigError {
        let span = self.locate(table, index, key).unwrap_or(0..0);
        ConfigError::at(&self.name, &self.text, span, message)
    }

    /// An error at a key of a table.
    pub fn error_in(&self, table: &str, key: &str, message: impl Into<String>) -> ConfigError {
        let find = || {
            let root = DeTable::parse(&self.text).ok()?;
            let entries = root.get_ref().get(table)?.get_ref().as_table()?;
            entries.iter().find(|(name, _)| *name.get_ref() == key).map(|(name, _)| name.span())
        };
        ConfigError::at(&self.name, &self.text, find().unwrap_or(0..0), message)
    }

    fn locate(&self, table: &str, index: usize, key: &str) -> Option<Range<usize>> {
        let root = DeTable::parse(&self.text).ok()?;
        let DeValue::Array(entries) = root.get_ref().get(table)?.get_ref() else { return None };
        let entry = entries.get(index)?;
        let mut span = entry.span();
        let mut at = entry.get_ref();
        for step in key.split('.') {
            let entries = at.as_table().into_iter().flatten();
            let Some((name, value)) = entries.into_iter().find(|(name, _)| *name.get_ref() == step) else {
                break;
            };
            span = name.span().start..value.span().end;
            at = value.get_ref();
        }
        Some(span)
    }
}

/// Adds what a table leaves out.
fn fill<'a>(table: &mut DeTable<'a>, defaults: DeTable<'a>) {
    for (key, default) in defaults {
        match table.get_mut(&key).map(Spanned::get_mut) {
            None => {
                table.insert(key, default);
            }
            Some(DeValue::Table(own)) => {
                if let DeValue::Table(default) = default.into_inner() {
                    fill(own, default);
                }
            }
            Some(_) => {}
        }
    }
}
