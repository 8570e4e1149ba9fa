//! HTTP: one file per endpoint, extractors, problems, OpenAPI.
