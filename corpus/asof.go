package corpus

// AsOf returns the view of a list on a date. An empty list id asks for the newest list announced by the date, and the
// error is *NoListError when there was none; AnyList asks for the whole register. A list asked for by name may be dated
// after the date, as when an old document is compared with a newer list; the error is *UnknownListError when no list
// has that name.
func (r *Register) AsOf(date Date, list ListID) (*View, error) {
	if date == "" {
		return nil, ErrNoDate
	}
	v := &View{Register: r, Date: date}
	switch list {
	case AnyList:
		v.Rows = r.everything(date)
		return v, nil
	case "":
		l, ok := r.NewestList(date)
		if !ok {
			return nil, &NoListError{Date: date, First: r.firstList()}
		}
		v.List = l
	default:
		l, ok := r.List(list)
		if !ok {
			return nil, &UnknownListError{ID: list, Known: r.ListIDs()}
		}
		v.List = l
	}
	v.Rows = r.listed(v.List, date)
	return v, nil
}

func (r *Register) firstList() *List {
	for i := range r.Lists {
		if r.Lists[i].Kind != Programme {
			return &r.Lists[i]
		}
	}
	return nil
}

func (r *Register) everything(date Date) []Listed {
	rows := make([]Listed, len(r.Platforms))
	for i := range r.Platforms {
		p := &r.Platforms[i]
		rows[i] = Listed{Platform: p, Owner: r.OwnerOf(p, date), State: p.StateOn(date)}
	}
	return rows
}

func (r *Register) listed(l *List, date Date) []Listed {
	rows := make([]Listed, 0, len(l.Entries))
	for i := range l.Entries {
		e := &l.Entries[i]
		p, ok := r.Platform(e.Platform)
		if !ok {
			continue // a loaded register has no such row: validation refuses it
		}
		rows = append(rows, Listed{Platform: p, Entry: e, Owner: r.OwnerOf(p, date), State: p.StateOn(date)})
	}
	return rows
}

// StateOn returns the platform's state on a date: unknown unless a source of that day or earlier says.
func (p *Platform) StateOn(date Date) State {
	if f, ok := p.FactOn(FactState, date); ok {
		return State(f.Value)
	}
	return StateUnknown
}

// OwnerOf returns who owned a platform on a date, "" when that is not known. Where the register does not know the day
// of a hand-over, the newest list that names an owner by that date decides.
func (r *Register) OwnerOf(p *Platform, date Date) AgencyCode {
	var found []AgencyCode
	var ended Date // an owner cannot begin before the one ahead of it has ended
	for _, o := range p.Owners {
		if date.In(o.From, o.To) && !date.Before(ended) && r.existed(o.Agency, date) {
			found = append(found, o.Agency)
		}
		if o.To != "" {
			ended = o.To
		}
	}
	switch len(found) {
	case 0:
		return ""
	case 1:
		return found[0]
	}
	return r.ownerListed(p.ID, date)
}

func (r *Register) existed(code AgencyCode, date Date) bool {
	a, ok := r.Agency(string(code))
	return ok && a.Exists(date)
}

// ownerListed returns the owner that the newest list by the date prints for the platform.
func (r *Register) ownerListed(id ID, date Date) AgencyCode {
	var owner AgencyCode
	for _, e := range r.ListsOf(id) {
		if l, ok := r.List(e.List); ok && e.Owner != "" && !date.Before(l.Date) {
			owner = e.Owner
		}
	}
	return owner
}
