package evidence

// guide is README.txt of every bundle, for a reader who has nothing but the bundle.
const guide = `HỒ SƠ CHỨNG CỨ CỦA RASOAT / EVIDENCE BUNDLE OF RASOAT

data/01-inputs        tệp đề xuất như đã nhận / proposal files as received
data/02-text          nội dung đã đọc, kèm vị trí / extracted text with places
data/03-list          danh mục và nền tảng tại thời điểm đối chiếu / lists and platforms as of the date
data/04-rules         quy tắc, từ ngữ, trọng số, phiên bản / rules, terms, weights, versions
data/05-facets        từng khía cạnh, trích dẫn, vị trí / every facet with quotes and where they stand
data/06-rule-path     quy tắc đã áp dụng, nền tảng đã xem xét / rules fired, candidates considered
data/07-actions       việc người dùng đã làm / human actions
data/08-explanations  giải trình của đơn vị / explanations of the entity
data/09-timeline      mốc thời gian / timeline
data/10-log           nhật ký nối chuỗi băm / log with its hash chain
data/11-annex         phụ lục để in / printable annex

Kiểm tra không cần rasoat / To check without rasoat, in this folder:
  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt
  minisign -V -p KEY.pub -m tagmanifest-sha256.txt      (khi có chữ ký / when signed)
  openssl ts -verify -data tagmanifest-sha256.txt -in tagmanifest-sha256.txt.tsr -CAfile CA.pem
Kiểm tra đầy đủ / To check everything:
  rasoat evidence verify BUNDLE.zip --key KEY.pub --recompute
`
