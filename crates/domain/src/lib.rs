//! Entries and their rules: Automerge documents, cards, views.
