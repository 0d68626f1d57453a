package eval

import (
	"testing"
)

// TestFit holds the regression to a case that can be solved by hand: without measures the best bias is the log-odds of
// the weighted share of pairs that are one.
func TestFit(t *testing.T) {
	m := fit([]example{{yes: true, weight: 0.2}, {yes: false, weight: 0.5}, {yes: false, weight: 0.1}}, 0)
	if want := logOdds(0.25); !near(m.bias, want) && m.bias-want > 1e-6 {
		t.Errorf("bias %v, want the log-odds of .2/.8, %v", m.bias, want)
	}
}

// TestFit_Monotone gives one measure that speaks for a match, one that speaks against it, and one that says nothing.
func TestFit_Monotone(t *testing.T) {
	var xs []example
	for i := range 40 {
		yes := i%2 == 0
		xs = append(xs, example{x: []float64{whole(yes != (i%8 == 0)), whole(!yes), 0}, yes: yes, weight: 1})
	}
	m := fit(xs, 3)
	if m.w[0] <= 0.5 || m.w[1] != 0 || m.w[2] != 0 {
		t.Errorf("weights %v: the first should count, what speaks against a match may not, nothing is worth nothing", m.w)
	}
	// at the optimum the gradient of the first weight is 0: sum of (p-y)x plus ridge times the weight
	gradient := ridge * m.w[0]
	for _, x := range xs {
		gradient += (logistic(m.bias+m.w[0]*x.x[0]) - whole(x.yes)) * x.x[0]
	}
	if gradient > 1e-4 || gradient < -1e-4 {
		t.Errorf("gradient %v at the solution", gradient)
	}
}

// TestChoose wants the broad peak, not the high and narrow one.
func TestChoose(t *testing.T) {
	th := threshold{from: 0.01, to: 0.99}
	got := th.choose(func(v float64) float64 {
		switch {
		case v > 0.09 && v < 0.1: // one value that is tried
			return 0.9
		case v > 0.4 && v < 0.7:
			return 0.8
		}
		return 0.5
	})
	if got < 0.45 || got > 0.65 {
		t.Errorf("chose %v, want the middle of .4 to .7", got)
	}
}

func TestDeal(t *testing.T) {
	items := make([]*trainee, 23)
	for i := range items {
		g := Gold{Group: Quiet}
		if i < 10 {
			g.Group = Alert
		}
		items[i] = &trainee{id: string(rune('a' + i)), cases: []*comparedItem{{gold: g}}}
	}
	deal(items, 0)
	first := foldsOf(items)
	for fold := range Folds {
		n, alert := 0, 0
		for _, x := range items {
			if x.fold == fold {
				n++
				alert += int(whole(x.cases[0].gold.Group == Alert))
			}
		}
		if n < 4 || n > 5 || alert != 2 {
			t.Errorf("fold %d has %d items and %d alerts, want 4 or 5 and 2", fold, n, alert)
		}
	}
	deal(items, 1)
	if foldsOf(items) == first {
		t.Error("another round deals the same")
	}
	deal(items, 0)
	if foldsOf(items) != first {
		t.Error("the first round, dealt again, deals otherwise")
	}
}

func foldsOf(items []*trainee) string {
	s := ""
	for _, x := range items {
		s += string(rune('0' + x.fold))
	}
	return s
}
