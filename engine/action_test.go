package engine

import "testing"

func TestActionOf(t *testing.T) {
	cases := []struct {
		name    string
		action  Action
		negated bool
	}{
		{"Cổng dữ liệu mở tỉnh Gia Lai", Build, false},
		{"Xây dựng cơ sở dữ liệu giá hàng hóa", Build, false},
		{"Nâng cấp hệ thống máy chủ, lưu trữ Trung tâm dữ liệu tỉnh", Hardware, false},
		{"Bổ sung máy chủ, thiết bị lưu trữ và thiết bị mạng cho Trung tâm dữ liệu tỉnh", Hardware, false},
		{"Thuê đường truyền mạng truyền số liệu chuyên dùng cấp II cho 135 xã, phường", Lease, false},
		{"Nâng cấp Nền tảng tích hợp, chia sẻ dữ liệu của tỉnh (LGSP)", Upgrade, false},
		{"Mở rộng Trung tâm giám sát, điều hành thông minh (IOC) tỉnh", Expand, false},
		{"Kết nối, khai thác Cơ sở dữ liệu quốc gia về dân cư", Connect, false},
		{"Khai thác dữ liệu thiết bị giám sát hành trình từ hệ thống của Cục Đường bộ Việt Nam", Consume, false},
		{"Số hóa sổ hộ tịch lịch sử và cập nhật vào Hệ thống thông tin đăng ký, quản lý hộ tịch", DataEntry, false},
		{"Tạo lập dữ liệu số ba chiều di tích, bảo vật quốc gia trên địa bàn", DataEntry, false},
		{"Thí điểm trợ lý ảo hỗ trợ công chức", Pilot, false},
		{"Thuê dịch vụ giám sát an toàn thông tin (SOC) cho các hệ thống của tỉnh", Lease, false},
		{"Đào tạo, tập huấn sử dụng các hệ thống cho cán bộ, công chức", Training, false},
		{"Hệ thống quản lý đào tạo lái xe", Build, false},
		{"Máy in tem mã vạch, máy đọc mã vạch và vật tư", Hardware, false},
		{"Mua bản quyền phần mềm phòng, chống mã độc tập trung", Buy, false},
		{"Truyền thông về chuyển đổi số trên báo, đài", Other, false},
		{"Hệ thống camera giám sát an ninh xã", Hardware, false},
		{"Triển khai bản tỉnh của phần mềm quản lý hợp tác xã, tổ hợp tác", Build, false},
		{"MO RONG PHAN MEM QUAN LY CAN BO CONG CHUC VIEN CHUC DEN CAP XA", Expand, false},
		{"không xây dựng phần mềm quản lý hồ sơ khen thưởng riêng, sử dụng hệ thống của Bộ Nội vụ", Reuse, true},
		{"Kiểm tra, đánh giá an toàn thông tin các hệ thống cấp độ 3", Other, false},
		{"Đề án chuyển đổi số tỉnh Bắc Ninh giai đoạn 2026-2030", Other, false},
		{"Bảo trì, vận hành hệ thống quản lý văn bản", Maintain, false},
		{"Xây dựng hệ thống hồ sơ sức khỏe điện tử cho người dân", Build, false},
		{"Xây dựng hồ sơ sức khỏe điện tử", Build, false},
		{"Xây dựng hồ sơ địa chính", DataEntry, false},
		{"Xây dựng Trung tâm dữ liệu tỉnh", Build, false},
		{"Lắp đặt Wi-Fi công cộng tại bến xe", Hardware, false},
		{"Thi tuyển công chức trên máy tính", Build, false},
		{"Hệ thống bán vé tham quan", Build, false},
		{"Trang bị hệ thống phục vụ đào tạo trực tuyến", Buy, false},
		{"Hệ thống hóa quy định, quy chế", Other, false},
		{"Hệ thống báo cháy nhanh kết nối trung tâm chỉ huy", Build, false},
		{"Hệ thống thu phí nước sạch (nâng cấp)", Upgrade, false},
		{"Giám sát khai thác khoáng sản", Build, false},
		{"Tổ chức khai thác dữ liệu dân cư", Consume, false},
		{"Thuê dịch vụ tường lửa ứng dụng web", Lease, false},
		{"Mua thiết bị tường lửa", Hardware, false},
		{"Cập nhật, nâng cấp phần mềm quản lý văn bản", Upgrade, false},
		{"Cập nhật phần mềm một cửa", Upgrade, false},
		{"Không xây dựng phần mềm tiêm chủng riêng; sử dụng Hệ thống thông tin tiêm chủng quốc gia", Reuse, true},
		{"Hướng dẫn sử dụng phần mềm", Training, false},
		{"Cập nhật cơ sở dữ liệu đất đai", DataEntry, false},
		{"Cập nhật, đối soát dữ liệu hộ tịch", DataEntry, false},
		{"Hệ thống thu phí không dừng", Build, false},
		{"Số hóa và xây dựng cơ sở dữ liệu di tích", Build, false},
		{"Số hóa, xây dựng cơ sở dữ liệu di tích", Build, false},
		{"Cập nhật, bổ sung dữ liệu tài sản vào cơ sở dữ liệu quốc gia", DataEntry, false},
		{"Số hóa hồ sơ và xây dựng kế hoạch lưu trữ", DataEntry, false},
		{"Đưa sản phẩm OCOP lên sàn thương mại điện tử", DataEntry, false},
		{"Đưa hệ thống quản lý văn bản vào vận hành", Build, false},
		{"Hệ thống mua sắm công điện tử", Build, false},
		{"Hệ thống vận hành hồ chứa", Build, false},
		{"Hệ thống tra cứu dữ liệu đất đai", Build, false},
		{"Xây dựng hệ thống chia sẻ dữ liệu", Build, false},
		{"Nâng cấp hệ thống đào tạo trực tuyến", Upgrade, false},
		{"Hệ thống truyền thông cơ sở", Build, false},
		{"Nâng cấp hệ thống, mua sắm thiết bị", Hardware, false},
		{"He thong khao sat y kien nguoi dan", Build, false},
	}
	for _, c := range cases {
		if a, n := ActionOf(c.name); a != c.action || n != c.negated {
			t.Errorf("ActionOf(%q) = %s, %v; want %s, %v", c.name, a, n, c.action, c.negated)
		}
	}
}
