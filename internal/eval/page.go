package eval

// File is a file of the page: the page itself or a drawing.
type File struct {
	Name string
	Data []byte
}

// Page returns the report as a page named name, and its drawings beside it.
func (r *Report) Page(name string) []File {
	return nil
}
