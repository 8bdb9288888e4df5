"""One reader a format: each turns a document into lines (`ingest.lines.Line`)."""
