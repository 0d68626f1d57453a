package engine

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/internal/viet"
)

// unitNouns stand before the name of a commune, a school, a hospital, a road. The name says where something is used,
// not what it is.
var unitNouns = []string{
	"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "thôn", "ấp", "khu phố", "đặc khu",
	"bệnh viện", "trung tâm y tế", "trạm y tế", "trường", "trường tiểu học", "trường mầm non", "trường đại học", "trường cao đẳng",
	"đường", "cầu", "sông", "hồ", "hồ chứa nước", "chợ", "cảng", "sân bay", "khu du lịch", "vườn quốc gia", "khu kinh tế", "làng nghề",
}

// plainUnitNouns can not be taken for other words in a text without capitals or diacritics ("xa hoi" is no commune).
var plainUnitNouns = []string{
	"tại xã", "tại phường", "tại thị trấn", "tại huyện", "tại quận", "trên địa bàn xã", "trên địa bàn phường", "trên địa bàn huyện",
	"bệnh viện đa khoa", "bệnh viện đa khoa khu vực", "tại trung tâm y tế", "trung tâm y tế khu vực", "trường THPT", "trường THCS",
	"khu di tích", "tuyến đường", "khu công nghiệp", "cụm công nghiệp",
}

// plainUnit is the number of terms that are plain.
const plainUnit = 1

var unitLexicon = sync.OnceValue(func() *viet.Lexicon {
	var terms []viet.Term
	for _, p := range unitNouns {
		terms = append(terms, viet.Term{Phrase: p})
	}
	for _, p := range plainUnitNouns {
		terms = append(terms, viet.Term{Phrase: p, ID: plainUnit})
	}
	return viet.NewLexicon(terms)
})

// nameWords is how many syllables the name of a place nearly always has.
const nameWords = 2

// dropNames gives no weight to the names after unit nouns: words in capitals, or two words where the text has no
// capitals to tell names by.
func dropNames(t *viet.Text, folded bool, scale []float32) {
	match := unitLexicon().Match
	if folded {
		match = unitLexicon().MatchFolded
	}
	tokens, even := t.Tokens(), evenCase(t)
	for _, s := range match(t, nil) {
		to := s.To
		for to < len(tokens) && tokens[to].Break == viet.NoBreak {
			if even && (s.ID != plainUnit || to == s.To+nameWords) || !even && !capitalised(t, to) {
				break
			}
			to++
		}
		for i := s.From; i < to && to > s.To; i++ {
			scale[i] = 0
		}
	}
}

// evenCase tells whether capitals say nothing: all words after the first have one, or none has.
func evenCase(t *viet.Text) bool {
	capitals, words := 0, 0
	for i := 1; i < t.Len(); i++ {
		if k := t.Tokens()[i].Kind; k == viet.Syllable || k == viet.Word {
			words++
			if capitalised(t, i) {
				capitals++
			}
		}
	}
	return capitals == 0 || capitals == words
}

// capitalised tells whether a word, no acronym, begins with a capital.
func capitalised(t *viet.Text, i int) bool {
	first, _ := utf8.DecodeRuneInString(t.Quote(i, i+1))
	return unicode.IsUpper(first) && t.Tokens()[i].Kind != viet.Acronym
}
