package index

import (
	"errors"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/standard"

	"github.com/rasoat/rasoat/corpus"
)

// Stock is the baseline that our retrieval is measured against: bleve as it comes, its standard analyzer over all that
// is known of a platform, and its match query. Nothing else uses it.
type Stock struct{ bleve bleve.Index }

// NewStock indexes the platforms of a view in memory. Close it when done.
func NewStock(view *corpus.View) (*Stock, error) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = standard.Name
	b, err := bleve.NewMemOnly(m)
	if err != nil {
		return nil, fmt.Errorf("index for the stock query: %w", err)
	}
	batch := b.NewBatch()
	t := newTexts(view.Register)
	for i := range view.Rows {
		p := view.Rows[i].Platform
		fields := append([]string{p.Name, p.Purpose}, t.aliases(p)...)
		fields = append(append(append(fields, p.Functions...), p.DataObjects...), p.Users...)
		if err := batch.Index(string(p.ID), map[string]any{"text": strings.Join(fields, "\n")}); err != nil {
			return nil, errors.Join(fmt.Errorf("index platform %q for the stock query: %w", p.ID, err), b.Close())
		}
	}
	if err := b.Batch(batch); err != nil {
		return nil, errors.Join(fmt.Errorf("index for the stock query: %w", err), b.Close())
	}
	return &Stock{b}, nil
}

// StockHit is a platform found by bleve's match query.
type StockHit struct {
	Platform corpus.ID
	Score    float64 // bleve's; comparable within one query and, roughly, between queries of like length
}

// Match returns the platforms that bleve's match query finds for a text, best first, ties by ID.
func (s *Stock) Match(text string, limit int) ([]StockHit, error) {
	q := bleve.NewSearchRequestOptions(bleve.NewMatchQuery(text), limit, 0, false)
	q.SortBy([]string{"-_score", "_id"})
	res, err := s.bleve.Search(q)
	if err != nil {
		return nil, fmt.Errorf("stock query %q: %w", text, err)
	}
	out := make([]StockHit, len(res.Hits))
	for i, h := range res.Hits {
		out[i] = StockHit{Platform: corpus.ID(h.ID), Score: h.Score}
	}
	return out, nil
}

// Close frees the index.
func (s *Stock) Close() error { return s.bleve.Close() }
