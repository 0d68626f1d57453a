package eval

import (
	"fmt"
	"math"
	"strings"
)

// plot is a drawing with both axes from 0 to 1.
type plot struct {
	strings.Builder
}

// Measures of a plot, in pixels.
const (
	plotSize   = 360
	plotLeft   = 60
	plotTop    = 40
	plotWidth  = plotLeft + plotSize + 250
	plotHeight = plotTop + plotSize + 60
)

// colours of the lists, told apart also by people who see fewer.
var colours = []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9"}

func newPlot(title, across, up string) *plot {
	p := &plot{}
	fmt.Fprintf(p, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12" role="img">`+"\n", plotWidth, plotHeight, plotWidth, plotHeight)
	fmt.Fprintf(p, "<title>%s</title>\n", title)
	fmt.Fprintf(p, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", plotWidth, plotHeight)
	for i := 0; i <= 10; i += 2 {
		v := float64(i) / 10
		x, y := at(v, v)
		fmt.Fprintf(p, `<path d="M%.1f %d V%d M%d %.1f H%d" stroke="#dddddd" fill="none"/>`+"\n", x, plotTop, plotTop+plotSize, plotLeft, y, plotLeft+plotSize)
		p.text(x, plotTop+plotSize+18, "middle", fmt.Sprintf("%.1f", v))
		p.text(plotLeft-8, y+4, "end", fmt.Sprintf("%.1f", v))
	}
	p.text(plotLeft+plotSize/2, plotTop+plotSize+42, "middle", across)
	fmt.Fprintf(p, `<text transform="translate(18 %d) rotate(-90)" text-anchor="middle">%s</text>`+"\n", plotTop+plotSize/2, up)
	p.text(plotLeft, 22, "start", title)
	return p
}

// at turns a point into pixels.
func at(x, y float64) (float64, float64) {
	return plotLeft + x*plotSize, plotTop + (1-y)*plotSize
}

func (p *plot) text(x, y float64, anchor, s string) {
	fmt.Fprintf(p, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`+"\n", x, y, anchor, s)
}

func (p *plot) line(points [][2]float64, colour string, dashed bool) {
	var d []string
	for _, q := range points {
		x, y := at(q[0], q[1])
		d = append(d, fmt.Sprintf("%.1f,%.1f", x, y))
	}
	dash := ""
	if dashed {
		dash = ` stroke-dasharray="4 4"`
	}
	fmt.Fprintf(p, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"%s/>`+"\n", strings.Join(d, " "), colour, dash)
}

// mark is a point that stands out, with what it says when pointed at.
type mark struct {
	x, y   float64
	colour string
	hint   string
}

func (p *plot) dot(m mark, radius float64) {
	px, py := at(m.x, m.y)
	fmt.Fprintf(p, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s" fill-opacity="0.75"><title>%s</title></circle>`+"\n", px, py, radius, m.colour, m.hint)
}

func (p *plot) cross(m mark) {
	px, py := at(m.x, m.y)
	fmt.Fprintf(p, `<path d="M%.1f %.1f l8 8 m0 -8 l-8 8" stroke="%s" stroke-width="2"><title>%s</title></path>`+"\n", px-4, py-4, m.colour, m.hint)
}

// legend writes line i of the legend.
func (p *plot) legend(i int, colour, s string) {
	y := float64(plotTop + 12 + 20*i)
	fmt.Fprintf(p, `<rect x="%d" y="%.1f" width="12" height="12" fill="%s"/>`+"\n", plotLeft+plotSize+20, y-10, colour)
	p.text(plotLeft+plotSize+38, y, "start", s)
}

func (p *plot) end() []byte {
	p.WriteString("</svg>\n")
	return []byte(p.String())
}

// drawCalibration draws the bins of all lists together: a dot on the diagonal is a probability that holds. One line is
// for platforms that do the job or part of it, one counts those that are connected to as well.
func (r *Report) drawCalibration() []byte {
	p := newPlot("Calibration of the findings", "predicted probability", "observed frequency")
	p.line([][2]float64{{0, 0}, {1, 1}}, "#888888", true)
	var all []*Outcome
	for i := range r.Lists {
		all = append(all, r.Lists[i].Outcomes...)
	}
	for i, line := range []struct {
		name string
		want func(Relation) bool
	}{{"does the job or part", Relation.Does}, {"or is connected to", Relation.Concerns}} {
		bs := reliability(all, line.want)
		p.bins(bs, colours[i])
		p.legend(i, colours[i], fmt.Sprintf("%s, error %.3f", line.name, expectedError(bs)))
	}
	return p.end()
}

// bins draws a line through the bins that hold findings, with dots as large as the bins are full.
func (p *plot) bins(bs []Bin, colour string) {
	n := 0
	var points [][2]float64
	for _, b := range bs {
		n += b.N
		if b.N > 0 {
			points = append(points, [2]float64{b.Predicted, b.Observed})
		}
	}
	p.line(points, colour, false)
	for _, b := range bs {
		if b.N > 0 {
			hint := fmt.Sprintf("%d findings, predicted %.2f, observed %.2f", b.N, b.Predicted, b.Observed)
			p.dot(mark{b.Predicted, b.Observed, colour, hint}, 3+15*math.Sqrt(float64(b.N)/float64(n)))
		}
	}
}

// drawCurves draws precision against recall of alerts by list.
func (r *Report) drawCurves() []byte {
	p := newPlot("Precision and recall of alerts", "recall", "precision")
	for i := range r.Lists {
		lr, colour := &r.Lists[i], colours[i%len(colours)]
		var points [][2]float64
		for _, q := range lr.Curve {
			points = append(points, [2]float64{q.Recall, q.Precision})
		}
		p.line(points, colour, false)
		p.dot(mark{lr.Figures["alert.recall"], lr.Figures["alert.precision"], colour, fmt.Sprintf("%s, in use", lr.List)}, 6)
		for _, name := range Baselines {
			at := "baselines." + name + "."
			p.cross(mark{lr.Figures[at+"alert_recall"], lr.Figures[at+"alert_precision"], colour, fmt.Sprintf("%s, %s", lr.List, name)})
		}
		p.legend(i, colour, string(lr.List))
	}
	return p.end()
}
