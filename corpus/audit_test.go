package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// found counts what an audit finds by code.
func found(faults []ListFault) map[FaultCode]int {
	n := map[FaultCode]int{}
	for _, f := range faults {
		n[f.Code]++
	}
	return n
}

func TestAudit_ListsOnRecord(t *testing.T) {
	reg := embeddedForTest(t)
	l, _ := reg.List("2765-2024")
	faults := reg.Audit(l)
	for _, f := range faults {
		if f.Serious() {
			t.Errorf("%s: %+v", f.Code, f)
		}
		if f.Code == CountDisputed && (f.Agency != "BGTVT" || f.Found != 8 || !cmp.Equal(f.Expected, []int{8, 9})) {
			t.Errorf("the dispute is %+v", f)
		}
	}
	if n := found(faults); n[CountDisputed] != 1 || n[RowsNotAnnounced] != 1 || n[AgencySilent] == 0 {
		t.Errorf("found %v", n)
	}
	l, _ = reg.List("1132-2026")
	if n := found(reg.Audit(l)); n[SameNameOwners] == 0 {
		t.Errorf("the systems of one name of many ministries are not found: %v", n)
	}
}

func TestAudit_Faults(t *testing.T) {
	reg := embeddedForTest(t)
	row := func(no, name string, owner AgencyCode, id ID) Entry {
		return Entry{No: no, Name: name, Owner: owner, Platform: id, Status: "announced"}
	}
	l := &List{ID: "x", Date: "2026-10-01", AnnouncedTotal: 9, Completeness: NamesOnly, CountsByOwner: map[AgencyCode]int{"BTC": 3}, Entries: []Entry{
		row("1", "Hệ thống A", "BTC", "a"), row("2", "HỆ THỐNG A", "BTC", "a"), row("2", "Hệ thống B", "BTTTT", "b"),
		row("4", "Hệ thống C", "", "c"), {No: "5", Name: "Hệ thống D", OwnerPrinted: "Công ty X", Platform: "d"}, row("6", "Hệ thống C của Bộ Y tế", "BYT", "e"),
		row("7", "Hệ thống E", "BXD", "b"),
	}}
	got := found(reg.Audit(l))
	silent := got[AgencySilent]
	delete(got, AgencySilent)
	want := map[FaultCode]int{CountTotal: 1, CountOwner: 1, DuplicateNumber: 1, DuplicateName: 1, DuplicateRow: 1, OwnerNotRead: 1, OwnerUnknown: 1, OwnerNotThen: 1, SameNameOwners: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if silent < 10 {
		t.Errorf("%d silent agencies", silent)
	}
	if diff := cmp.Diff([]string{"3"}, l.NumberGaps()); diff != "" {
		t.Error(diff)
	}
}

func TestDiff(t *testing.T) {
	reg := embeddedForTest(t)
	row := func(no, name string, owner AgencyCode, id ID, functions ...string) Entry {
		return Entry{No: no, Name: name, Owner: owner, Platform: id, Functions: functions}
	}
	a := &List{ID: "a", Date: "2024-07-15", Entries: []Entry{row("1", "Hệ thống A", "BTC", "tabmis", "Thu", "Chi"), row("2", "Hệ thống B", "BTTTT", "b"),
		row("3", "Hệ thống C", "BYT", "c"), row("4", "Hệ thống D", "BTP", "d"), row("5", "Hệ thống hoà", "BTC", "e")}}
	b := &List{ID: "b", Date: "2026-06-24", Entries: []Entry{row("1", "Hệ thống A mới", "BTC", "tabmis", "chi", "Vay"), row("2", "Hệ thống B", "BKHCN", "b"),
		row("3", "Hệ thống C", "BTC", "c"), row("4", "Hệ thống hòa", "BTC", "e"), row("5", "Hệ thống F", "BTC", "f")}}
	var got []string
	for _, c := range reg.Diff(a, b) {
		got = append(got, string(c.Kind)+" "+string(c.Platform))
	}
	want := []string{"added f", "removed d", "renamed tabmis", "owner_succeeded b", "owner_changed c", "functions_changed tabmis"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if same := reg.Diff(a, a); len(same) != 0 {
		t.Errorf("a list differs from itself: %+v", same)
	}
}
