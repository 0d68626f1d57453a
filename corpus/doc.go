// Package corpus holds what is announced and by whom: platforms, dated lists, agencies, provinces, taxonomy, glossary and law.
package corpus
