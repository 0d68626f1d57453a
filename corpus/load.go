package corpus

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
)

// parts is what the files hold, before it is checked and put together.
type parts struct {
	platforms    table[Platform]
	lists        table[List]
	entries      table[Entry]
	rows1132     table[Entry]
	agencies     table[Agency]
	bodies       table[Agency]
	moves        table[Move]
	successions  table[Succession]
	provinces    table[Province]
	aliases      table[ProvinceAlias]
	functions    table[Function]
	architecture table[ArchComponent]
	law          table[LegalBasis]
	signals      table[Signal]
	boilerplate  table[Boilerplate]
	glossary     table[glossaryRow]
	workbook     table[WorkbookField]
}

// glossaryRow is a line of glossary.jsonl: an abbreviation or a set of synonyms, as Kind says.
type glossaryRow struct {
	Kind string `json:"kind"` // abbr, synonyms
	Abbreviation
	Use   string   `json:"use"`
	Terms []string `json:"terms"`
}

// Load reads and validates a register from the files of fsys, named as in this package's data folder.
// The error is Faults when the data is at fault: all of them, each with file and line.
func Load(fsys fs.FS) (*Register, error) {
	rest := &loader{fsys: fsys}
	large := &loader{fsys: fsys}
	var p parts
	done := make(chan struct{})
	go func() { // half of all the work is this one file
		defer close(done)
		p.platforms = readJSONL[Platform](large, platformsFile)
	}()
	rest.readLists(&p)
	rest.readBase(&p)
	<-done
	if faults := append(large.faults, rest.faults...); len(faults) > 0 {
		return nil, faults
	}
	r, err := p.assemble()
	if err != nil {
		return nil, err
	}
	if err := p.validateCounts(); err != nil {
		return nil, err
	}
	return r, nil
}

const functionsFile = "functions.jsonl"

// Files of what is announced.
const (
	platformsFile = "platforms.jsonl"
	listsFile     = "lists.jsonl"
	entriesFile   = "list_entries.csv"
	annexFile     = "list_1132_2026.csv"
)

func (l *loader) readLists(p *parts) {
	p.lists = readJSONL[List](l, listsFile)
	p.entries = readCSV(l, sheet[Entry]{entriesFile,
		"list_id,entry_no,platform_id,name_in_list,owner_abbr,group,status,source_url", entryRow})
	p.rows1132 = readCSV(l, sheet[Entry]{annexFile,
		"id,group,no,name,aliases,owner,owner_abbr,layer,function_code,decision,announced_on,operating,operating_source,earlier_list,note", entry1132Row})
}

// readBase reads everything but lists and platforms.
func (l *loader) readBase(p *parts) {
	l.readAgencies(p)
	l.readWords(p)
	p.architecture = readCSV(l, sheet[ArchComponent]{"components_1425_2026.csv",
		"id,level,layer,name,operator,function_code,in_1132,condition", archRow})
	p.law = readJSONL[LegalBasis](l, "legal_basis.jsonl")
	p.workbook = readCSV(l, sheet[WorkbookField]{"mau03_fields.csv", "sheet,no,field,required,values", workbookRow})
}

// readBodies reads the agencies themselves.
func (l *loader) readBodies(p *parts) {
	const header = "name,abbr,aliases,successor,from_date,kind,note"
	p.agencies = readCSV(l, sheet[Agency]{"ministries.csv", header, agencyRow})
	p.bodies = readCSV(l, sheet[Agency]{"other_bodies.csv", header, agencyRow})
}

func (l *loader) readAgencies(p *parts) {
	l.readBodies(p)
	p.moves = readCSV(l, sheet[Move]{"ministry_functions_moved.csv",
		"old_owner,function,new_owner,from_date,relation,note", moveRow})
	p.successions = readCSV(l, sheet[Succession]{"earlier_successions.csv", "old_name,new_name,from_date,note", successionRow})
	p.provinces = readCSV(l, sheet[Province]{"provinces.csv", "old_name,unit_2026,kind,from_date", provinceRow})
	p.aliases = readCSV(l, sheet[ProvinceAlias]{"provinces_alias.csv", "alias,unit_2026,kind,old_name,note", aliasRow})
}

func (l *loader) readWords(p *parts) {
	p.functions = readJSONL[Function](l, functionsFile)
	p.glossary = readJSONL[glossaryRow](l, "glossary.jsonl")
	p.signals = readCSV(l, sheet[Signal]{"signals.csv", "phrase,signal,level,effect", signalRow})
	p.boilerplate = l.readBoilerplate("boilerplate.txt")
}

func entryRow(r []string) (Entry, error) {
	return Entry{List: ListID(r[0]), No: r[1], Platform: ID(r[2]), Name: r[3], Owner: AgencyCode(r[4]), Group: r[5],
		Status: r[6], Source: r[7]}, nil
}

func entry1132Row(r []string) (Entry, error) {
	return Entry{Row: r[0], Group: r[1], No: r[2], Name: r[3], Aliases: values(r[4]), Owner: AgencyCode(r[6]), Layer: r[7],
		Function: FunctionCode(r[8]), EarlierList: r[13], Note: r[14]}, nil
}

func archRow(r []string) (ArchComponent, error) {
	return ArchComponent{ID: r[0], Level: r[1], Layer: r[2], Name: r[3], Operator: r[4], Function: FunctionCode(r[5]),
		In1132: r[6], Condition: r[7]}, nil
}

func agencyRow(r []string) (Agency, error) {
	return Agency{Name: r[0], Code: AgencyCode(r[1]), Aliases: values(r[2]), Successor: r[3], From: Date(r[4]),
		Kind: r[5], Note: r[6]}, nil
}

func moveRow(r []string) (Move, error) {
	return Move{OldOwner: r[0], Function: r[1], NewOwner: r[2], From: Date(r[3]), Relation: r[4], Note: r[5]}, nil
}

func successionRow(r []string) (Succession, error) {
	return Succession{Old: r[0], New: r[1], From: Date(r[2]), Note: r[3]}, nil
}

func provinceRow(r []string) (Province, error) {
	return Province{Old: r[0], New: r[1], Kind: r[2], From: Date(r[3])}, nil
}

func aliasRow(r []string) (ProvinceAlias, error) {
	return ProvinceAlias{Alias: r[0], New: r[1], Kind: r[2], Old: r[3], Note: r[4]}, nil
}

func signalRow(r []string) (Signal, error) {
	return Signal{Phrase: r[0], Signal: r[1], Level: r[2], Effect: r[3]}, nil
}

func workbookRow(r []string) (WorkbookField, error) {
	no, err := strconv.Atoi(r[1])
	if err != nil {
		return WorkbookField{}, fmt.Errorf("order %q of field %q is not a number", r[1], r[2])
	}
	return WorkbookField{Sheet: r[0], No: no, Name: r[2], Required: r[3], Values: r[4]}, nil
}

// section is a line such as "# [low] keep, weight at most 0.2", which opens a class of phrases.
var section = regexp.MustCompile(`^# \[([^\]]+)\]`)

// readBoilerplate reads phrases, one per line, under section lines that name their class.
func (l *loader) readBoilerplate(name string) table[Boilerplate] {
	t := table[Boilerplate]{file: name}
	data := l.read(name)
	var class BoilerplateClass
	for line := 1; len(data) > 0; line++ {
		var text []byte
		text, data, _ = bytes.Cut(data, []byte("\n"))
		text = bytes.TrimSpace(text)
		switch {
		case len(text) == 0:
		case text[0] == '#':
			if m := section.FindSubmatch(text); m != nil {
				class = BoilerplateClass(m[1])
			}
		default:
			t.add(Boilerplate{Phrase: string(text), Class: class}, line)
		}
	}
	return t
}
