// Package eval measures how well proposals are judged, and derives the weights they are judged by.
//
// ReadLabels reads a labelled set: items with the expected verdict and platforms for each list, or a truth file about
// whole dossiers. Run judges the set as the program would and returns a Report: figures with bootstrap intervals, the
// confusion of verdicts, calibration, the loss under each Treatment of the text, and the named baselines on the same
// items. Report renders as JSON, as text, and as docs/quality.md with its drawings. Calibrate derives engine.Weights
// from the same labels and reports the figures cross-validated by item. Gate compares a report with the accepted one.
//
// Everything is deterministic: the bootstrap, the folds and the treatments are seeded by what they are about, never by
// the clock. Treatments are made here from own tables, not by the code under test.
package eval
