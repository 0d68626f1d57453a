package report

import (
	"strings"
	"unicode/utf8"
)

// piece is a stretch of text of one face.
type piece struct {
	text  string
	face  face
	width float64 // room it takes whatever its length, as a dash before a point does; 0 for its own width
}

// word is a word as it is set.
type word struct {
	text  string
	face  face
	width float64
	space float64 // width of the space after it, 0 where none follows
}

// line is a line of words.
type line struct {
	words  []word
	width  float64 // without the space after the last word
	last   bool    // of its paragraph: not justified
	indent float64 // room before it, in a cell that is not set at the left
}

// paragraph sets text in lines, over as many pages as it takes. No line of a paragraph of several stands alone at the
// bottom of a page.
func (p *sheet) paragraph(pieces []piece, st setting) {
	lines := p.lines(pieces, st, textWidth-st.indent)
	p.y += st.before
	p.room(leading(st.size) * float64(min(len(lines), 2)))
	for i, l := range lines {
		p.room(leading(st.size))
		x := marginLeft + st.indent
		if i == 0 {
			x += st.first
		}
		p.place(l, x, st, textWidth-(x-marginLeft))
		if st.bar {
			p.Line(marginLeft+st.indent-3, p.y, marginLeft+st.indent-3, p.y+leading(st.size))
		}
		p.y += leading(st.size)
	}
	p.y += st.after
}

// lines breaks text into lines of a width, at spaces, and inside a word where it alone is wider.
func (p *sheet) lines(pieces []piece, st setting, width float64) []line {
	var out []line
	at, room := line{}, width-st.first
	flush := func(last bool) {
		if n := len(at.words); n > 0 {
			at.width -= at.words[n-1].space
		}
		at.last = last
		out = append(out, at)
		at, room = line{}, width
	}
	for _, pc := range pieces {
		p.use(pc.face, st.size)
		space := p.GetStringWidth(" ")
		for i, row := range strings.Split(shown(pc.text), "\n") {
			if i > 0 {
				flush(true)
			}
			for _, text := range strings.Fields(row) {
				for _, w := range p.broken(word{text, pc.face, p.GetStringWidth(text), space}, room, width) {
					if at.width+w.width > room+0.01 && len(at.words) > 0 {
						flush(false)
					}
					if pc.width > 0 {
						w.text, w.width, w.space = w.text+" ", pc.width, 0
					}
					at.words = append(at.words, w)
					at.width += w.width + w.space
				}
			}
		}
	}
	if len(at.words) > 0 || len(out) == 0 {
		flush(true)
	}
	return out
}

// broken cuts a word that no line holds.
func (p *sheet) broken(w word, room, width float64) []word {
	var out []word
	for limit := min(room, width); w.width > limit && utf8.RuneCountInString(w.text) > 1; {
		cut, used := 0, 0.0
		for i, r := range w.text {
			step := p.GetStringWidth(string(r))
			if used+step > limit && i > 0 {
				break
			}
			used += step
			cut = i + utf8.RuneLen(r)
		}
		out = append(out, word{w.text[:cut], w.face, used, 0})
		w.text = w.text[cut:]
		w.width = p.GetStringWidth(w.text)
	}
	return append(out, w)
}

// place prints a line at x; where it is justified its spaces grow to fill the width. A space is printed after each word,
// so that the text can be searched and copied.
func (p *sheet) place(l line, x float64, st setting, width float64) {
	gap, spaces := 0.0, 0
	for _, w := range l.words[:max(0, len(l.words)-1)] {
		if w.space > 0 {
			spaces++
		}
	}
	if !st.ragged && !l.last && spaces > 0 {
		gap = max(0, width-l.width) / float64(spaces)
	}
	y := p.y + baseline(st.size)
	for i, w := range l.words {
		p.use(w.face, st.size)
		text := w.text
		if i+1 < len(l.words) && w.space > 0 {
			text += " "
		}
		p.Text(x, y, text)
		x += w.width + w.space
		if w.space > 0 {
			x += gap
		}
	}
}

// shown makes text fit to be set: characters beyond the basic plane, which no face has, become a square.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return '□'
		}
		return r
	}, inked(text))
}
