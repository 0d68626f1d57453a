package report

import (
	"fmt"
	"html"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Namespaces and types of the parts of a document.
const (
	wordNS     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	officeRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageRel = "http://schemas.openxmlformats.org/package/2006/relationships"
	wordType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// docxPart is a file of the package.
type docxPart struct{ name, xml string }

// parts are the files of a document, in the order they are written; the list of types comes first.
func (a *annex) parts() []docxPart {
	overrides := ""
	for _, o := range [][2]string{{"document", "document.main+xml"}, {"styles", "styles+xml"}, {"settings", "settings+xml"}, {"header1", "header+xml"}} {
		overrides += fmt.Sprintf(`<Override PartName="/word/%s.xml" ContentType="%s%s"/>`, o[0], wordType, o[1])
	}
	return []docxPart{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			overrides + `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packageRel + `"><Relationship Id="rId1" Type="` + officeRel + `/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", a.coreXML()},
		{"word/document.xml", `<w:document ` + wordNS + ` xmlns:r="` + officeRel + `"><w:body>` + a.body() + `</w:body></w:document>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="` + packageRel + `"><Relationship Id="rId1" Type="` + officeRel + `/styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + officeRel + `/header" Target="header1.xml"/><Relationship Id="rId3" Type="` + officeRel + `/settings" Target="settings.xml"/></Relationships>`},
		{"word/styles.xml", a.stylesXML()},
		{"word/settings.xml", `<w:settings ` + wordNS + `><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`},
		{"word/header1.xml", `<w:hdr ` + wordNS + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`},
	}
}

// coreXML names the document; its date is that of the check.
func (a *annex) coreXML() string {
	stamp := ""
	for _, tag := range []string{"created", "modified"} {
		if a.asOf != "" {
			stamp += fmt.Sprintf(`<dcterms:%s xsi:type="dcterms:W3CDTF">%sT00:00:00Z</dcterms:%[1]s>`, tag, html.EscapeString(a.asOf))
		}
	}
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + html.EscapeString(a.subject) + `</dc:title><dc:creator>` + html.EscapeString(a.author) + `</dc:creator><dc:language>` + a.tag() + `</dc:language>` + stamp + `</cp:coreProperties>`
}

// tag is the language of the document (BCP 47).
func (a *annex) tag() string { return a.pick("vi-VN", "en-GB") }

// sectionXML sets the page: A4, its margins, and the page number at the top, left out on the first page.
func sectionXML() string {
	return fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:titlePg/></w:sectPr>`,
		twips(paperWidth), twips(paperHeight), twips(marginTop), twips(marginRight), twips(marginBottom), twips(marginLeft), twips(pageNumberTop), twips(pageNumberTop))
}

// wordStyle is a paragraph style.
type wordStyle struct {
	id, name   string
	paragraph  string // properties of the paragraph
	characters string // properties of the text
	size       float64
}

// wordStyles are the styles of the form, after Normal.
func wordStyles() []wordStyle {
	const centre, bold, italic = `<w:jc w:val="center"/>`, `<w:b/>`, `<w:i/>`
	indent := fmt.Sprintf(`<w:ind w:firstLine="%d"/><w:jc w:val="both"/>`, twips(firstIndent))
	heading := func(level int) string {
		return fmt.Sprintf(`<w:keepNext/><w:spacing w:before="%d" w:after="60"/><w:outlineLvl w:val="%d"/>`, 280-40*level, level-1)
	}
	return []wordStyle{
		{"Heading1", "heading 1", heading(1), bold, headlineSize}, {"Heading2", "heading 2", heading(2), bold, bodySize},
		{"Heading3", "heading 3", heading(3), bold, bodySize},
		{"Title", "Title", `<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="200"/>` + centre + `<w:outlineLvl w:val="0"/>`, bold, headlineSize},
		{"Header", "header", `<w:spacing w:before="0" w:after="0"/>` + centre, "", bodySize},
		{"BodyText", "Body Text", `<w:spacing w:before="60" w:after="60"/>` + indent, "", bodySize},
		{"Kind", "Document Kind", `<w:spacing w:before="360" w:after="0"/>` + centre, bold, headlineSize},
		{"Subject", "Document Subject", `<w:spacing w:before="0" w:after="0"/>` + centre, bold, headlineSize},
		{"Field", "Field", `<w:spacing w:before="30" w:after="30"/>`, "", bodySize},
		{"ListItem", "List Item", `<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs><w:spacing w:before="20" w:after="20"/><w:ind w:left="567" w:hanging="283"/>`, "", bodySize},
		{"Blank", "Blank Line", fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs><w:spacing w:before="60" w:after="60"/>`, twips(textWidth)), "", bodySize},
		{"Warning", "Warning", `<w:spacing w:before="60" w:after="60"/><w:jc w:val="both"/>`, bold, bodySize},
		{"Note", "Note", `<w:spacing w:before="40" w:after="40"/>`, italic, tableSize},
		{"Quote", "Quote", `<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="808080"/></w:pBdr><w:spacing w:before="60" w:after="120"/><w:ind w:left="340"/><w:jc w:val="both"/>`, "", bodySize},
		{"TableHead", "Table Head", `<w:keepNext/><w:spacing w:before="20" w:after="20"/>` + centre, bold, tableSize},
		{"TableText", "Table Text", `<w:spacing w:before="20" w:after="20"/>`, "", tableSize},
		{"TableNumber", "Table Number", `<w:spacing w:before="20" w:after="20"/><w:jc w:val="right"/>`, "", tableSize},
		{"AfterTable", "After Table", `<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>`, "", tableSize},
	}
}

func (a *annex) stylesXML() string {
	out := fmt.Sprintf(`<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/><w:sz w:val="%d"/><w:szCs w:val="%[2]d"/><w:lang w:val="%s"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`,
		wordNS, halfPoints(bodySize), a.tag())
	for _, s := range wordStyles() {
		out += fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s<w:sz w:val="%d"/><w:szCs w:val="%[5]d"/></w:rPr></w:style>`,
			s.id, s.name, s.paragraph, s.characters, halfPoints(s.size))
	}
	return out + `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` + bordersXML() + `</w:tblBorders></w:tblPr></w:style></w:styles>`
}

func bordersXML() string {
	out := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		out += `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`
	}
	return out
}
