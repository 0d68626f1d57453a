package document

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

const (
	ruleWidth   = 3.0   // points: a bar no thicker than this is a line
	ruleLength  = 6.0   // points: shorter lines are ornaments
	pageObjects = 20000 // drawn objects of a page that are looked at; drawings have more, tables do not
	pathPoints  = 400   // points of one path; a path with more is a drawing
)

// readObjects takes the lines of a page and how much of it pictures cover.
func (f *pdfFile) readObjects(p *pdfPage, ref requests.Page, t turned) error {
	count, err := f.pdf.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return err
	}
	for i := range min(count.Count, pageObjects) {
		obj, err := f.pdf.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			return err
		}
		if err := f.readObject(p, obj.PageObject, t); err != nil {
			return err
		}
	}
	return nil
}

// readObject takes one drawn object.
func (f *pdfFile) readObject(p *pdfPage, obj references.FPDF_PAGEOBJECT, t turned) error {
	kind, err := f.pdf.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: obj})
	if err != nil || kind.Type != enums.FPDF_PAGEOBJ_PATH && kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
		return err
	}
	bounds, err := f.pdf.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: obj})
	if err != nil {
		return nil // an empty path has none
	}
	b := t.box(float64(bounds.Left), float64(bounds.Bottom), float64(bounds.Right), float64(bounds.Top))
	switch {
	case kind.Type == enums.FPDF_PAGEOBJ_IMAGE:
		if area := p.width * p.height; area > 0 {
			p.pictures += (b.right - b.left) * (b.bottom - b.top) / area
		}
	case thin(b):
		p.rules = append(p.rules, b)
	default:
		return f.readPath(p, obj, t)
	}
	return nil
}

// thin reports the box of a line.
func thin(b box) bool {
	w, h := b.right-b.left, b.bottom-b.top
	return w <= ruleWidth && h >= ruleLength || h <= ruleWidth && w >= ruleLength
}

// readPath takes the level and upright sides of a path: a frame, or many lines drawn at once.
func (f *pdfFile) readPath(p *pdfPage, obj references.FPDF_PAGEOBJECT, t turned) error {
	mode, err := f.pdf.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: obj})
	if err != nil {
		return nil
	}
	n, err := f.pdf.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: obj})
	if err != nil || n.Count > pathPoints || !mode.Stroke && n.Count <= 5 {
		return nil
	}
	matrix, err := f.pdf.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: obj})
	if err != nil {
		return nil
	}
	var from, start point
	for i := range n.Count {
		seg, err := f.segment(obj, i, matrix.Matrix)
		if err != nil {
			return err
		}
		switch seg.kind {
		case enums.FPDF_SEGMENT_MOVETO:
			start = seg.to
		case enums.FPDF_SEGMENT_LINETO:
			p.side(from, seg.to, t)
		}
		from = seg.to
		if seg.closes {
			p.side(from, start, t)
			from = start
		}
	}
	return nil
}

// point is a place in the space of a page.
type point struct{ x, y float64 }

// pathSegment is one step of a path.
type pathSegment struct {
	kind   enums.FPDF_SEGMENT
	to     point
	closes bool
}

// segment takes one step of a path and places it on the page.
func (f *pdfFile) segment(obj references.FPDF_PAGEOBJECT, i int, m structs.FPDF_FS_MATRIX) (pathSegment, error) {
	ref, err := f.pdf.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: obj, Index: i})
	if err != nil {
		return pathSegment{}, err
	}
	kind, err := f.pdf.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: ref.PathSegment})
	if err != nil {
		return pathSegment{}, err
	}
	at, err := f.pdf.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: ref.PathSegment})
	if err != nil {
		return pathSegment{}, err
	}
	closes, err := f.pdf.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: ref.PathSegment})
	if err != nil {
		return pathSegment{}, err
	}
	x, y := float64(at.X), float64(at.Y)
	to := point{
		float64(m.A)*x + float64(m.C)*y + float64(m.E),
		float64(m.B)*x + float64(m.D)*y + float64(m.F),
	}
	return pathSegment{kind.Type, to, closes.IsClose}, nil
}

// side keeps a step of a path that is a line of a table.
func (p *pdfPage) side(a, b point, t turned) {
	line := t.box(math.Min(a.x, b.x), math.Min(a.y, b.y), math.Max(a.x, b.x), math.Max(a.y, b.y))
	if thin(line) {
		p.rules = append(p.rules, line)
	}
}
