//! How an error reads.

use std::fmt::{self, Display, Formatter};

use super::{Error, Inner, Received};

impl Display for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Inner {
            operation,
            problem,
            received,
            attempts,
            ..
        } = &*self.0;
        if let Some(operation) = operation {
            write!(formatter, "{operation}: ")?;
        }
        write!(formatter, "{problem}")?;
        if let Some(received) = received {
            write!(formatter, "{received}")?;
        }
        match attempts.len() {
            0 | 1 => Ok(()),
            count => write!(formatter, ", after {count} attempts"),
        }
    }
}

impl Display for Received {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(code) = &self.code {
            write!(formatter, " {code}")?;
        }
        if let Some(said) = self.message.as_ref().or(self.excerpt.as_ref()) {
            write!(formatter, ": {said}")?;
        }
        match &self.request_id {
            Some(id) => write!(formatter, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        formatter
            .debug_struct("Error")
            .field("kind", &inner.kind)
            .field("operation", &inner.operation)
            .field("problem", &inner.problem)
            .field("received", &inner.received)
            .field("attempts", &inner.attempts)
            .field("source", &inner.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}
