package document

import "slices"

// levelFrame is a set of level lines of one width below each other.
type levelFrame struct {
	box
	levels []box
	joints []float64 // where the pieces meet that the lines are drawn in, cell by cell
}

// levelFrames groups level lines by where they begin and end; three of them make a table. pieces are the lines as they were drawn.
func levelFrames(levels, pieces []box) []levelFrame {
	var out []levelFrame
	for _, r := range levels {
		i := slices.IndexFunc(out, func(f levelFrame) bool { return near(f.left, r.left, 5) && near(f.right, r.right, 5) })
		if i < 0 {
			out = append(out, levelFrame{box: r})
			i = len(out) - 1
		}
		out[i].levels = append(out[i].levels, r)
		out[i].box = out[i].with(r)
	}
	out = slices.DeleteFunc(out, func(f levelFrame) bool { return len(f.levels) < 3 })
	for i := range out {
		out[i].join(pieces)
	}
	return out
}

// join finds the places where pieces of most of the lines meet.
func (f *levelFrame) join(pieces []box) {
	var ends []float64
	for _, p := range pieces {
		if p.width() >= ruleLength && p.top >= f.top-ruleJoin && p.bottom <= f.bottom+ruleJoin && p.left > f.left+ruleLength && p.right <= f.right+ruleJoin {
			ends = append(ends, p.left)
		}
	}
	slices.Sort(ends)
	for from := 0; from < len(ends); {
		to := from + 1
		for to < len(ends) && ends[to]-ends[from] <= ruleJoin {
			to++
		}
		if 2*(to-from) > len(f.levels) {
			f.joints = append(f.joints, ends[from])
		}
		from = to
	}
}

// framed gives the table between level lines, whose first row is above the second of them. Its header is that row, whatever it
// says; nil when no strips part columns.
func framed(lines []textLine, i int, f *levelFrame) *unruled {
	t := &unruled{size: lines[i].size, levels: f.levels}
	to := i
	for to < len(lines) && lines[to].baseline < f.levels[1].top {
		to++
	}
	end := to
	for end < len(lines) && lines[end].baseline < f.bottom {
		end++
	}
	if end == to {
		return nil
	}
	t.head, t.body, t.next = lines[i:to], lines[to:end], end
	if !t.jointed(f) && !t.named(lines, i) {
		return nil
	}
	for k := range t.body {
		if t.crosses(&t.body[k]) == 0 {
			t.narrow(&t.body[k])
		}
	}
	if len(t.body) == 0 || !t.holds() {
		return nil
	}
	return t
}

// jointed takes the columns from the pieces that the level lines were drawn in. false when they are drawn in one go.
func (t *unruled) jointed(f *levelFrame) bool {
	for _, x := range f.joints {
		t.zones = append(t.zones, []box{{left: x - t.size/3, right: x + t.size/3}})
	}
	return len(f.joints) > 0
}

// named takes the columns from the names in the header. false when there are fewer than two.
func (t *unruled) named(lines []textLine, i int) bool {
	var cores []box
	if from, to, more, d := headerAround(lines, i); from == i && to == i+len(t.head) {
		cores, t.divided = more, d
		if d != nil {
			d.line -= i
		}
	} else {
		for _, l := range t.head {
			for _, p := range l.parts(headGap) {
				cores = append(cores, p.box)
			}
		}
		cores = merged(cores)
	}
	if len(cores) < 2 {
		return false
	}
	if below := i + len(t.head); t.divided == nil && below < len(lines) { // its names stand below another level line
		if d, more := divide(&lines[below], below, cores); d != nil {
			t.divided, cores = d, more
			d.line -= i
			t.head, t.body = lines[i:below+1], t.body[1:]
		}
	}
	t.between(cores)
	return true
}

// merged joins boxes that overlap sideways.
func merged(boxes []box) []box {
	slices.SortFunc(boxes, byLeft)
	var out []box
	for _, b := range boxes {
		if n := len(out); n > 0 && b.left < out[n-1].right {
			out[n-1].right = max(out[n-1].right, b.right)
			continue
		}
		out = append(out, b)
	}
	return out
}
