package engine

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
)

// Weights are the few numbers the judgement depends on. Each evidence weight is at least 0: more evidence never lowers
// the score. `rasoat calibrate` derives them from labelled items; the embedded file records from which.
type Weights struct {
	Bias      float64 `json:"bias"`       // log-odds with no evidence
	Name      float64 `json:"name"`       // share of the platform's name met in the component
	Title     float64 `json:"title"`      // share of the component's name met in the platform's record
	Body      float64 `json:"body"`       // share of the component's functions and description met in the record
	Functions float64 `json:"functions"`  // share of the platform's functions met in the component
	Objects   float64 `json:"objects"`    // share of the platform's data objects met in the component
	Pairs     float64 `json:"pairs"`      // the same as Title, over syllable pairs
	MainCode  float64 `json:"main_code"`  // the component's main function code is a code of the platform
	OtherCode float64 `json:"other_code"` // another function code of the component is one of the platform's
	Call      float64 `json:"call"`       // the component calls the platform by its name, alias or acronym

	SameFunction    float64 `json:"same_function"`    // probability from which the function facet is "same"
	PartialFunction float64 `json:"partial_function"` // probability from which it is "partial"
	SameField       float64 `json:"same_field"`       // probability from which, with a shared field, it is "same_domain"

	Calibration Calibration `json:"calibration"`
}

// Calibration says where weights came from.
type Calibration struct {
	Date   string             `json:"date"`
	Set    string             `json:"set_sha256"` // SHA-256 of the labelled file, "" for none
	Items  int                `json:"items"`
	Folds  int                `json:"folds"`
	Scores map[string]float64 `json:"scores"` // cross-validated figures by name
}

//go:embed weights.json
var embeddedWeights []byte

// DefaultWeights returns the weights shipped with the program.
func DefaultWeights() (Weights, error) {
	var w Weights
	if err := json.Unmarshal(embeddedWeights, &w); err != nil {
		return w, fmt.Errorf("weights.json: %w", err)
	}
	return w, nil
}

// Hash identifies the weights in results: the first 16 hex digits of the SHA-256 of their JSON.
func (w Weights) Hash() string {
	b, err := json.Marshal(w)
	if err != nil {
		return "" // only numbers and strings: cannot fail
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// Parameters returns the numbers by name, as results record them.
func (w Weights) Parameters() map[string]float64 {
	return map[string]float64{
		"bias": w.Bias, "name": w.Name, "title": w.Title, "body": w.Body, "functions": w.Functions, "objects": w.Objects,
		"pairs": w.Pairs, "main_code": w.MainCode, "other_code": w.OtherCode, "call": w.Call,
		"same_function": w.SameFunction, "partial_function": w.PartialFunction, "same_field": w.SameField,
	}
}

// Measures are the recorded pieces of evidence of a pair, each from 0 to 1. The score is computed from them and from
// nothing else.
type Measures struct {
	Name, Title, Body, Functions, Objects, Pairs, MainCode, OtherCode, Call float64
}

// Vector returns the measures in the order of Weights.Vector.
func (m Measures) Vector() [9]float64 {
	return [9]float64{m.Name, m.Title, m.Body, m.Functions, m.Objects, m.Pairs, m.MainCode, m.OtherCode, m.Call}
}

// Vector returns the evidence weights in the order of Measures.Vector.
func (w *Weights) Vector() [9]float64 {
	return [9]float64{w.Name, w.Title, w.Body, w.Functions, w.Objects, w.Pairs, w.MainCode, w.OtherCode, w.Call}
}

// SetVector sets the evidence weights from the order of Measures.Vector.
func (w *Weights) SetVector(v [9]float64) {
	w.Name, w.Title, w.Body, w.Functions, w.Objects = v[0], v[1], v[2], v[3], v[4]
	w.Pairs, w.MainCode, w.OtherCode, w.Call = v[5], v[6], v[7], v[8]
}

// LogOdds is the weighted sum of the evidence.
func (w *Weights) LogOdds(m Measures) float64 {
	sum, v := w.Bias, m.Vector()
	for i, x := range w.Vector() {
		sum += x * v[i]
	}
	return sum
}

// Probability is the logistic function of the log-odds: how often, on labelled items, such evidence meant that the
// component does the platform's job or part of it, or is its peer that connects to it. Which of these it is, the ladder
// decides.
func (w *Weights) Probability(m Measures) float64 { return 1 / (1 + math.Exp(-w.LogOdds(m))) }

// ParseWeights reads weights as calibrate writes them.
func ParseWeights(data []byte) (Weights, error) {
	var w Weights
	if err := json.Unmarshal(data, &w); err != nil {
		return w, err
	}
	return w, nil
}
