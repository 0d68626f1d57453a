package report

import "html/template"

// pageStyle is the whole style sheet. Colours have a contrast of at least 4.5 to 1 on their ground; colour never says
// anything that words do not.
const pageStyle template.CSS = `
:root{color-scheme:light;--ink:#1a1d21;--soft:#4a5058;--line:#c9ced6;--ground:#f5f6f8;--mark:#ffe58a;--link:#0b4a8f}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:16px/1.5 "Segoe UI","Noto Sans",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:74rem;margin:0 auto;padding:0 1.5rem}
a{color:var(--link)} a:focus-visible,summary:focus-visible{outline:3px solid #1a73e8;outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.4rem .8rem;z-index:1}
h1{font-size:1.6rem;line-height:1.25;margin:1.6rem 0 .6rem} h2{font-size:1.25rem;margin:0 0 .6rem;overflow-wrap:anywhere}
h3{font-size:1.2rem;margin:1.4rem 0 .5rem;line-height:1.35} h4{font-size:1.05rem;margin:0 0 .35rem;line-height:1.4}
h5{font-size:.82rem;margin:0 0 .35rem;color:var(--soft);font-weight:600;letter-spacing:.02em}
p{margin:.35rem 0} ul{margin:.2rem 0;padding-left:1.2rem} li{margin:.15rem 0}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.4rem 0} dl.facts dt{color:var(--soft)} dl.facts dd{margin:0;overflow-wrap:anywhere}
.warn{border-left:4px solid #a15c00;background:#fff6e5;padding:.5rem .9rem;margin:.6rem 0}
.file{border-top:3px solid var(--ink);margin-top:1.6rem;padding-top:.8rem}
.scroll{overflow-x:auto;max-width:100%} .scroll:focus-visible{outline:3px solid #1a73e8;outline-offset:2px}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.94rem} caption{text-align:left;color:var(--soft);padding:.2rem 0}
th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere} thead th{border-bottom:2px solid var(--ink);background:var(--ground)}
tbody th{font-weight:400} .num{text-align:right;white-space:nowrap} .no{white-space:nowrap;width:3.5rem}
.badge{display:inline-block;border:1px solid currentColor;border-radius:.25rem;padding:.05rem .5rem;font-weight:600;font-size:.9rem}
.duplicate{color:#9b1c1c;background:#fdecec}.partial_overlap{color:#7a4300;background:#fff3df}.insufficient,.split{color:#1b4b8a;background:#eaf2fc}
.complement,.same_domain,.none{color:#1d5c2e;background:#eaf6ed}.out_of_scope{color:#4a5058;background:#f0f1f3}
.component{border:1px solid var(--line);border-radius:.4rem;padding:.9rem 1.1rem;margin:.9rem 0} .meta{color:var(--soft);font-size:.94rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:.7rem 0} .side{background:var(--ground);border-radius:.3rem;padding:.7rem .9rem;min-width:0}
.side dl{margin:0}.side dt{color:var(--soft);font-size:.85rem;margin-top:.4rem}.side dt:first-child{margin-top:0}.side dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
.side ul{white-space:normal;margin:0} ul.words{padding:0} ul.words li{display:inline} ul.words li:not(:last-child)::after{content:"; "}
.w1{width:13%}.w2{width:12%}.w3{width:21%}.w4{width:22%}
mark{background:var(--mark);color:inherit;padding:0 .1em;border-radius:.15em}
.answer{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.35rem 1.2rem;margin:.6rem 0} .answer dt{font-weight:600} .answer dd{margin:0} .answer ul{padding-left:1.1rem;margin:0}
details{margin:.5rem 0} summary{cursor:pointer;font-weight:600;padding:.2rem 0}
blockquote{margin:.4rem 0;padding:.6rem 1rem;border-left:3px solid var(--line);background:#fff;text-align:justify;font-family:"Times New Roman","Noto Serif","Liberation Serif",serif;font-size:1.05rem}
.small{font-size:.86rem;color:var(--soft);overflow-wrap:anywhere} footer{border-top:1px solid var(--line);margin-top:2rem;padding-top:.8rem;padding-bottom:2rem}
@media (max-width:46rem){table{min-width:36rem} th,td{overflow-wrap:break-word} .pair{grid-template-columns:1fr}.answer,dl.facts{grid-template-columns:1fr}.answer dd,dl.facts dd{margin-bottom:.4rem}}
@page{size:A4;margin:16mm 14mm 18mm 18mm}
@media print{.scroll{overflow:visible} table{min-width:0} body{font-size:10.5pt} header,main,footer{max-width:none;padding:0} .skip{display:none} a{color:inherit;text-decoration:none}
h1{font-size:16pt;margin-top:0} h2{font-size:13pt} h3{font-size:12pt} h4{font-size:11pt}
h2,h3,h4,h5,caption,summary{break-after:avoid} tr,blockquote,.warn{break-inside:avoid} .component>.meta,.component>p{break-after:avoid} thead{display:table-header-group} p,li,dd{orphans:3;widows:3}
.component{border-radius:0;padding:6pt 8pt;break-inside:auto} .badge,.side,mark,thead th,.warn{-webkit-print-color-adjust:exact;print-color-adjust:exact}
details::details-content{content-visibility:visible;block-size:auto} summary{list-style:none}}
`

// pageTemplate is the frame of the page: setting, files, provenance.
const pageTemplate = `<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>{{say "title"}}</title>
<style>{{.Style}}</style>
</head>
<body>
<a class="skip" href="#main">{{say "note.skip"}}</a>
<header>
<h1>{{say "title"}}</h1>
<p class="meta">{{say "note.no_tick"}}</p>
</header>
<main id="main">
{{range .Files}}{{with .Setting}}{{template "setting" .}}{{end}}{{template "file" .}}{{end}}
</main>
<footer>
<h2>{{say "section.provenance"}}</h2>
{{range .Files}}{{template "provenance" .}}{{end}}
</footer>
</body>
</html>
{{define "setting"}}<dl class="facts">
<dt>{{say "label.list"}}</dt><dd><strong>{{listLine .}}</strong></dd>
<dt>{{say "label.asof"}}</dt><dd>{{date .AsOf}}</dd>
{{if .AssumeOperating}}<dt>{{say "label.assume"}}</dt><dd>{{say "list.assume"}}</dd>{{end}}
{{if not (rebuilt .)}}<dt>{{say "label.complete"}}</dt><dd>{{completeness .}}</dd>{{end}}
</dl>
{{if rebuilt .}}<p class="warn">{{completeness .}}</p>{{end}}
{{end}}
{{define "provenance"}}{{with .Setting}}<dl class="facts small">
<dt>{{say "prov.method"}}</dt><dd>{{say "prov.methodline" .Engine .Rules .Weights .Terms}}</dd>
{{if .List}}<dt>{{say "prov.list"}}</dt><dd>{{say "prov.listline" .List .ListHash}}</dd>{{end}}
{{with parameters .}}<dt>{{say "prov.params"}}</dt><dd>{{.}} ({{say "prov.scores"}})</dd>{{end}}
</dl>{{end}}
{{with .First.Provenance}}{{if .Input}}<p class="small">{{$.First.File}}: {{say "prov.inputline" .Input .InputSize .MediaType}}{{if .Encoding}}; {{say "prov.encoding"}} {{.Encoding}}{{end}}</p>{{end}}{{end}}
{{end}}
`

// resultTemplate prints a file and the proposals in it.
const resultTemplate = `
{{define "file"}}<section class="file" id="{{.Anchor}}" aria-labelledby="{{.Anchor}}-h">
<h2 id="{{.Anchor}}-h">{{if .First.File}}{{say "label.file"}}: {{.First.File}}{{else}}{{upper (say "note.typed")}}{{end}}</h2>
{{with .First.Secrecy}}<p class="warn"><strong>{{say "label.secrecy"}}</strong>: {{secrecy .}}</p>
{{end}}{{with .First}}{{if ne .Reason ""}}<p class="warn"><strong>{{say (print "read." .Read)}}</strong>: {{code "refusal" .Reason}}{{with .Detail}} ({{.}}){{end}}. {{hint .}}</p>{{end}}{{end}}
{{if .Many}}<h3>{{say "section.proposals"}}</h3>
<ul>{{range .Coverage}}<li>{{.}}</li>{{end}}</ul>
<div class="scroll" role="group" tabindex="0" aria-label="{{say "section.proposals"}}"><table>
<caption>{{.Counts}}</caption>
<thead><tr><th scope="col" class="no">{{say "label.no"}}</th><th scope="col">{{say "label.project"}}</th><th scope="col" class="num">{{say "label.money"}}</th><th scope="col">{{say "label.result"}}</th></tr></thead>
<tbody>{{range $i, $p := .Results}}<tr><td class="no">{{inc $i}}</td><th scope="row"><a href="#{{.Anchor}}">{{title .R}}</a></th><td class="num">{{short .R.Proposal.TotalMoney}}</td><td><span class="badge {{.R.Verdict}}">{{verdict .R.Verdict}}</span></td></tr>
{{end}}</tbody></table></div>{{end}}
{{range .Results}}{{template "result" .}}{{end}}
{{if .Unread}}<h3>{{say "section.unread"}}</h3>
<ul>{{range .Unread}}<li>{{.}}</li>{{end}}</ul>{{end}}
</section>
{{end}}
{{define "result"}}<article id="{{.Anchor}}" aria-labelledby="{{.Anchor}}-h">
<h3 id="{{.Anchor}}-h">{{title .R}}</h3>
<dl class="facts">
{{with .R.Proposal}}{{with .Agency}}<dt>{{say "label.agency"}}</dt><dd>{{.}}</dd>{{end}}
{{with .Province}}<dt>{{say "label.province"}}</dt><dd>{{.}}</dd>{{end}}
{{with .Group}}<dt>{{say "label.group"}}</dt><dd>{{.}}</dd>{{end}}
{{with .Date}}<dt>{{say "label.date"}}</dt><dd>{{date .}}</dd>{{end}}
<dt>{{say "label.money"}}</dt><dd>{{money .TotalMoney}}</dd>
{{with .Location}}<dt>{{say "label.where"}}</dt><dd>{{located .}}</dd>{{end}}{{end}}
<dt>{{say "label.result"}}</dt><dd><span class="badge {{.R.Verdict}}">{{verdict .R.Verdict}}</span>{{if differ .R}} {{say "label.on_facts"}}: {{say "note.by_content" (verdict .R.Grade)}}{{end}}</dd>
</dl>
{{if .Many}}<div class="scroll" role="group" tabindex="0" aria-label="{{say "section.summary"}}: {{title .R}}"><table>
<caption>{{counts .R}}{{with apart .R}}. {{.}}{{end}}</caption>
<thead><tr><th scope="col" class="no">{{say "label.no"}}</th><th scope="col">{{say "label.component"}}</th><th scope="col" class="w1">{{say "label.action"}}</th><th scope="col" class="num w2">{{say "label.money"}}</th><th scope="col" class="w3">{{say "label.result"}}</th><th scope="col" class="w4">{{say "label.platform"}}</th></tr></thead>
<tbody>{{range .Components}}<tr><td class="no">{{.C.No}}</td><th scope="row"><a href="#{{.Anchor}}">{{.C.Name}}</a></th><td>{{code "action" (print .C.Action)}}</td><td class="num">{{short .C.Money}}</td><td><span class="badge {{.C.Verdict}}">{{marked .C}}</span></td><td>{{with .F}}{{.Platform.Name}}{{else}}–{{end}}</td></tr>
{{end}}</tbody></table></div>{{end}}
{{if .Coverage}}<h4>{{say "section.coverage"}}</h4>
<ul>{{range .Coverage}}<li>{{.}}</li>{{end}}</ul>{{end}}
{{range .Components}}{{if not .C.Suppressed}}{{template "component" .}}{{end}}{{end}}{{with .Decided}}
<h4>{{say "section.decided"}}</h4>
{{range .}}{{template "component" .}}{{end}}{{end}}{{with decisions .R.Lapsed}}
<h4>{{say "section.gone"}}</h4>
<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>{{end}}
</article>
{{end}}
`

// componentTemplate prints one component with its evidence.
const componentTemplate = `
{{define "component"}}<section class="component" id="{{.Anchor}}" aria-labelledby="{{.Anchor}}-h">
<h4 id="{{.Anchor}}-h">{{say "label.component"}} {{dotted .C.No}}{{.C.Name}}</h4>
<p class="meta">{{form .C}}{{with .C.Location}} · {{located .}}{{end}}</p>
<p><span class="badge {{.C.Verdict}}">{{verdict .C.Verdict}}</span> {{with conditional .C}}{{.}}{{end}}</p>{{with decisions .C.Decisions}}
<h5>{{say "section.decisions"}}</h5>
<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>{{end}}
{{if .C.LocalName}}<p>{{local .C}}</p>{{end}}
{{with outcome .R .C}}<p>{{.}}</p>{{end}}
{{if .F}}{{template "finding" .}}{{else}}{{with missing .C}}<dl class="answer"><dt>{{say "section.missing"}}</dt><dd><ul>{{range .}}<li>{{.}}</li>{{end}}</ul></dd></dl>{{end}}{{end}}
{{with own .C}}<dl class="answer"><dt>{{say "section.own"}}</dt><dd><ul>{{range .}}<li>{{.}}</li>{{end}}</ul></dd></dl>{{end}}{{if or .Others .C.Considered}}<details><summary>{{say "section.others"}}</summary>{{if .Others}}<ul>{{range .Others}}<li>{{other .}}</li>{{end}}</ul>{{end}}
{{with .C.Considered}}<p class="small">{{say "section.considered"}}: {{range $i, $id := .}}{{if $i}}, {{end}}{{$id}}{{end}}</p>{{end}}</details>{{end}}
</section>
{{end}}
{{define "finding"}}{{$p := .Provenance}}<p><strong>{{.F.Platform.Name}}</strong></p>
<p class="meta">{{owner .Platform}} · {{entry .F $p}} · {{say "label.state"}}: {{state .Platform $p}}</p>
{{with described .Platform}}<p class="meta">{{.}}</p>{{end}}
<div class="pair">
<div class="side"><h5>{{say "section.proposal"}}</h5>{{template "side" (proposalSide .R .C .F)}}</div>
<div class="side"><h5>{{say "label.platform"}}</h5>{{template "side" (platformSide .F)}}</div>
</div>
<p class="small">{{say "note.marked"}}</p>
<details{{if .Open}} open=""{{end}}><summary>{{say "section.evidence"}}</summary>
<div class="scroll" role="group" tabindex="0" aria-label="{{say "section.evidence"}}"><table>
<thead><tr><th scope="col">{{say "label.facet"}}</th><th scope="col">{{say "label.degree"}}</th><th scope="col">{{say "section.proposal"}}</th><th scope="col">{{say "label.platform"}}</th></tr></thead>
<tbody>{{range .F.Facets}}<tr><th scope="row">{{facet .}}</th><td>{{degree .}}{{range notes .}}<br/><span class="small">{{.}}</span>{{end}}</td><td>{{if .Degree}}{{said .}}{{else}}{{with .Proposal}}{{quotes .}}{{else}}–{{end}}{{end}}</td><td>{{with .Platform}}{{quotes .}}{{else}}–{{end}}</td></tr>
{{end}}</tbody></table></div>
{{with .F.Confidence}}<p class="small">{{say "label.confidence"}}: {{code "confidence" .}}</p>{{end}}</details>
<dl class="answer">
<dt>{{say "section.basis"}}</dt><dd><ul>{{range bases .F $p}}<li>{{.}}</li>{{end}}</ul></dd>
{{with remedies .F}}<dt>{{say "section.remedy"}}</dt><dd><ul>{{range .}}<li>{{.}}</li>{{end}}</ul></dd>{{end}}
{{with duty .F}}<dt>{{say "section.duty"}}</dt><dd>{{.}}</dd>{{end}}
<dt>{{say "label.rule"}}</dt><dd>{{rule .C.Rule}}</dd>
{{with missing .C}}<dt>{{say "section.missing"}}</dt><dd><ul>{{range .}}<li>{{.}}</li>{{end}}</ul></dd>{{end}}
</dl>
{{if pasted .C}}<details{{if .Open}} open=""{{end}}><summary>{{say "section.paste"}}</summary><blockquote>{{rationale .R .C}}</blockquote></details>{{end}}
{{end}}
{{define "side"}}<dl>{{range .}}<dt>{{.Label}}</dt><dd>{{if gt (len .Items) 1}}<ul{{if .Short}} class="words"{{end}}>{{range .Items}}<li>{{template "marked" .}}</li>{{end}}</ul>{{else}}{{range .Items}}{{template "marked" .}}{{end}}{{end}}</dd>{{end}}</dl>{{end}}
{{define "marked"}}{{range .}}{{if .Marked}}<mark>{{.Text}}</mark>{{else}}{{.Text}}{{end}}{{end}}{{end}}
`
