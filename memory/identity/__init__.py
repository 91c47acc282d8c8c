"""Who is who: identifiers in their normal form, accounts and visits, merges that can be undone."""
