"""The portal’s own pages: what co-production is, small pages, glossary, quotations."""
