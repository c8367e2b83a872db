"""An analyst's corrections: judgements on positions, kept beside the store, applied on read, and measured."""
