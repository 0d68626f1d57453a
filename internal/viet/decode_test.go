package viet

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// sentences are titles and summaries of real proposals, in Unicode.
func sentences(t *testing.T) (lines []string) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "eval", "proposals_dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var p struct{ Title, Summary, Agency string }
		if err := json.Unmarshal(scan.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{p.Title, p.Summary, p.Agency} {
			if s = Clean(s); s != "" {
				lines = append(lines, s)
			}
		}
	}
	if len(lines) < 200 {
		t.Fatalf("only %d sentences", len(lines))
	}
	return lines
}

// encoder returns the bytes of a text in a legacy encoding, as its keyboard drivers wrote them. Characters it lacks
// become spaces.
func encoder(d *decoder) func(string) string {
	if d.charmap != nil {
		return encode1258
	}
	bytesOf := make(map[rune]string)
	for b, r := range d.single {
		if r != 0 {
			bytesOf[r] = string([]byte{byte(b)})
		}
	}
	for pair, r := range d.double {
		bytesOf[r] = string(pair[:])
	}
	return func(s string) string {
		var out strings.Builder
		for _, r := range s {
			small := []rune(strings.ToLower(string(r)))[0]
			if b, ok := bytesOf[r]; ok {
				out.WriteString(b)
			} else if b, ok := bytesOf[small]; ok {
				out.WriteString(b) // TCVN3 has no toned capitals
			} else if r < utf8.RuneSelf {
				out.WriteByte(byte(r))
			} else {
				out.WriteByte(' ')
			}
		}
		return out.String()
	}
}

func encode1258(s string) string {
	var out strings.Builder
	for _, r := range s {
		for _, part := range refLettersOf(r) {
			if b, ok := charmap.Windows1258.EncodeRune(part); ok {
				out.WriteByte(b)
			} else {
				out.WriteByte(' ')
			}
		}
	}
	return out.String()
}

// refLettersOf parts a letter into what Windows-1258 writes: the letter with its shape, then its tone.
func refLettersOf(r rune) []rune {
	var tone, rest []rune
	for _, p := range norm.NFD.String(string(r)) {
		if strings.ContainsRune(string(refTones[1:]), p) {
			tone = append(tone, p)
		} else {
			rest = append(rest, p)
		}
	}
	return append([]rune(norm.NFC.String(string(rest))), tone...)
}

// misread returns bytes as a program that takes them for Western text shows them.
func misread(b string) string {
	var out strings.Builder
	for i := range len(b) {
		out.WriteRune(charmap.Windows1252.DecodeByte(b[i]))
	}
	return out.String()
}

// comparable folds what no decoder can know: the case of TCVN3 capitals, and characters an encoding lacks.
func comparable(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && !refVietnamese([]rune(strings.ToLower(string(r)))[0]) {
			return ' '
		}
		return r
	}, strings.ToLower(s))), " ")
}

// legacyFound is the share of lines that must come back right; the domain figure is 99.4 % found. VISCII has most
// accented letters where Western text has them, which leaves short lines without evidence.
var legacyFound = map[Encoding]float64{TCVN3: 0.99, VNI: 0.99, Windows1258: 0.99, VISCII: 0.98}

func TestDecodeRoundTrip(t *testing.T) {
	for _, d := range decoders() {
		t.Run(d.encoding.String(), func(t *testing.T) {
			encode, right, lines := encoder(d), 0, 0
			for _, s := range sentences(t) {
				legacy := encode(s)
				if utf8.ValidString(legacy) {
					continue // nothing but ASCII
				}
				lines++
				fromBytes, e := DecodeBytes([]byte(legacy))
				fromText, _ := Decode(misread(legacy))
				switch {
				case comparable(fromBytes) == comparable(s) && fromText == fromBytes && e&d.encoding != 0:
					right++
				default:
					t.Logf("%q: bytes give %q (%v), text %q", s, fromBytes, e, fromText)
				}
			}
			t.Logf("%d of %d lines", right, lines)
			if float64(right) < legacyFound[d.encoding]*float64(lines) {
				t.Errorf("%d of %d lines came back right, want %v", right, lines, legacyFound[d.encoding])
			}
		})
	}
}

func TestDecodeLeavesUnicodeAlone(t *testing.T) {
	texts := append(sentences(t), strings.Split(westernTexts, "\n")...)
	for _, s := range texts {
		for _, form := range []string{s, norm.NFD.String(s), Fold(s), strings.ToUpper(s)} {
			if got, e := Decode(form); got != form || e != Unicode {
				t.Errorf("Decode(%q) = %q, %v", form, got, e)
			}
			for _, word := range strings.Fields(form) {
				if got, e := Decode(word); got != word || e != Unicode {
					t.Errorf("Decode(%q) = %q, %v", word, got, e)
				}
			}
		}
	}
}

// westernTexts must never be taken for legacy Vietnamese.
const westernTexts = `The information system shall be operated by the department — 10 µm, 25 °C, 3 × 4 m², ½ page, © 2024 ACME®.
Le système d'information géographique a été développé par la société française à Hà Nội, près de l'hôtel où il était né.
Il est tôt; le goût du thé, le rôle de l'État, la forêt, l'île, dès maintenant, très bientôt: coût, dépôt, août, sûr, mûr.
Über die Verwaltung hinaus: Größe, Maß, schön, für, Tür, müde, König, Straße, Ä Ö Ü.
A informação não está disponível; ações, regiões, você, três, avó, São Paulo, coração.
El Niño mañana, pingüino, corazón, ¿Qué? ¡Sí! señor, José, Perú, Bogotá.
Perché la città è così; più, può, però, già, università.
Đơn giá (đồng/m²) của «Nền tảng» là 5 × 10 § 3; • mục ½ – “xã hội” … café, résumé, naïve
Tôi là người Pháp; bà là cô giáo, và hôm nay là thú vui: các công trình xã hội là có thông tin.
nghị đinh môt sô tiêt muc công trinh
l· và 4h², "l·"; a ä b c d e ë f o ö u ü
þetta er íslenska, ð og Þ: það á að vera hér`

func TestDecodeMixedText(t *testing.T) {
	for _, c := range []struct {
		in, want string
		enc      Encoding
	}{
		{"Dự án: c¬ së d÷ liÖu quèc gia", "Dự án: cơ sở dữ liệu quốc gia", TCVN3 | Mixed},
		{"hệ thống thông tin c¬ së d÷ liÖu của tỉnh", "hệ thống thông tin cơ sở dữ liệu của tỉnh", TCVN3 | Mixed},
		{"c¬ së d÷ liÖu\ncô sôû döõ lieäu\nCơ sở dữ liệu\nplain", "cơ sở dữ liệu\ncơ sở dữ liệu\nCơ sở dữ liệu\nplain", TCVN3 | VNI | Mixed},
		{"§Ò ¸n phÇn mÒm (hÖ thèng th«ng tin) n¨m 2011", "Đề án phần mềm (hệ thống thông tin) năm 2011", TCVN3},
		{"t\u00ad liÖu vµ \u00adu tiªn", "tư liệu và ưu tiên", TCVN3},
		{"Tænh", "Tỉnh", VNI},
		{"Số thø tù", "Số thứ tự", TCVN3 | Mixed},
		{"", "", Unicode},
	} {
		if got, e := Decode(c.in); got != c.want || e != c.enc {
			t.Errorf("Decode(%q) = %q, %v; want %q, %v", c.in, got, e, c.want, c.enc)
		}
	}
}

func TestDecodeLongLine(t *testing.T) {
	legacy := strings.Repeat("c¬ së d÷ liÖu ", 5000)
	if got, e := Decode(legacy); got != strings.Repeat("cơ sở dữ liệu ", 5000) || e != TCVN3 {
		t.Errorf("a long line gives %.80q, %v", got, e)
	}
	for _, s := range []string{strings.Repeat("\xff", 20_000), strings.Repeat("ÿ", 20_000), strings.Repeat("ệ", 20_000)} {
		if got, e := Decode(s); got != s || e != Unicode {
			t.Errorf("%.20q... gives %.20q..., %v", s, got, e)
		}
	}
}

func TestDecodeBytes(t *testing.T) {
	for _, c := range []struct {
		in, want string
		enc      Encoding
	}{
		{"\xef\xbb\xbfquản lý", "quản lý", Unicode},
		{"\xff\xfe\xa3\x1e", "ả", Unicode},
		{"\xfe\xff\x1e\xa3", "ả", Unicode},
		{"d\xf7 li\xd6u\r\ndữ liệu\r\n", "dữ liệu\r\ndữ liệu\r\n", TCVN3 | Mixed},
		{"hệ thống d\xf7 li\xd6u", "hệ thống dữ liệu", TCVN3 | Mixed},
		{"caf\xe9 cr\xe8me", "café crème", Unicode},
		{"\x00\xff", "\x00ÿ", Unicode},
	} {
		if got, e := DecodeBytes([]byte(c.in)); got != c.want || e != c.enc {
			t.Errorf("DecodeBytes(%q) = %q, %v; want %q, %v", c.in, got, e, c.want, c.enc)
		}
	}
}

func TestEncodingString(t *testing.T) {
	for e, want := range map[Encoding]string{Unicode: "Unicode", TCVN3: "TCVN3", VNI | Mixed: "VNI+Unicode", Windows1258: "Windows-1258", TCVN3 | VISCII: "TCVN3+VISCII"} {
		if got := e.String(); got != want {
			t.Errorf("Encoding(%d) is called %q, want %q", e, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "c¬ së d÷ liÖu", "cô sôû döõ lieäu", "d\xf7 li\xd6u\nhệ thống", "\xff\xfea", "\x02\x1e\xa0"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, e := DecodeBytes(b)
		if !utf8.ValidString(s) {
			t.Errorf("DecodeBytes(%q) = %q is not UTF-8", b, s)
		}
		if strings.Count(s, "\n") < strings.Count(string(b), "\n") && utf8.Valid(b) {
			t.Errorf("DecodeBytes(%q) = %q lost a line", b, s)
		}
		if same, _ := Decode(string(b)); e == Unicode && utf8.Valid(b) && len(b) > 2 && same != string(b) {
			t.Errorf("Decode(%q) = %q, though it is Unicode", b, same)
		}
	})
}
