"""Words of mail clients in Asia and Africa."""

# See `words_germanic` for the form.  Scripts without spaces between words need the leading `*`.
LANGUAGES: dict[str, str] = {
    "tr": """
        needed: gerek, zorunlu, girmelisiniz
        password: parola, şifre
        login: kimlik doğrula, doğrulama, doğrulan, yetkilendir, oturum
        method: yöntem
        support: destekle, izin ver
        network: ağ
        connection: bağlan, bağlantı, zaman aşım, koptu, kesildi
        capability: yetenek, özelli, yetene, eksik
        reason: neden, sebep
        unknown: bilinm
        recipient: alıcı
        sender: gönderen
        refused: reddet, reddedil, geri çevir
        relay: aktarım, yönlendir
        user: kullanıcı adı
        wrong: yanlış, hatalı, geçersiz
        size: boyut, büyük""",
    "az": """
        password: parol, şifrə
        login: təsdiqlə, kimlik, doğrula
        method: üsul, metod
        support: dəstəklə, icazə
        network: şəbəkə
        connection: bağlan, bağlantı, əlaqə, vaxt
        capability: imkan, xüsusiyyət
        reason: səbəb
        unknown: naməlum, bilinmə
        recipient: alıcı""",
    "uz": """
        password: parol
        login: tasdiq, haqiqiy, autentif
        method: usul, metod
        support: qo llab, quvvatla, ruxsat
        network: tarmoq, tarmog
        connection: ulan, aloqa, vaqt
        capability: imkoniyat
        reason: sabab
        unknown: noma lum
        recipient: qabul qiluvchi, oluvchi""",
    "kk": """
        password: пароль, парол
        login: аутентифик
        method: тәсіл
        support: қолда
        network: желі
        connection: байланыс, қосыл, уақыт, үзіл
        capability: мүмкіндік, мүмкіндігі
        reason: себеп, себебі
        unknown: белгісіз
        recipient: алушы""",
    "ar": """
        needed: *مطلوب, *يتطلب, *يجب
        password: *كلمة السر, *كلمة المرور, *كلمات السر, *كلمات المرور
        login: *استيثاق, *مصادقة, *توثيق, *الهوية, *الولوج, *الدخول
        method: *طريقة, *أسلوب
        support: *يدعم, *تدعم, *يسمح
        network: *شبك, *الشبكة
        connection: *اتصال, *مهلة, *انقطع, *فقد
        capability: *قدرة, *إمكانية, *ميزة, *خاصية
        reason: *سبب
        unknown: *مجهول, *معروف
        recipient: *المستلم, *مستقبل, *المتلقي, *المستقبل
        refused: *رفض
        relay: *ترحيل
        wrong: *خاطئ, *صحيح""",
    "fa": """
        needed: *نیاز, *لازم, *باید
        password: *گذرواژه, *رمز
        login: *احراز, *تصدیق, *هویت
        method: *روش
        support: *پشتیبانی
        network: *شبکه
        connection: *اتصال, *ارتباط, *مهلت
        capability: *قابلیت
        reason: *دلیل, *علت
        unknown: *ناشناخته, *نامعلوم, *نامشخص
        recipient: *گیرنده""",
    "he": """
        needed: *נדרש, *דורש, *חובה
        password: *סיסמ, *ססמ
        login: *אימות, *הזדהות, *אישור זהות, *התחברות לחשבון
        method: *שיטת, *שיטה
        support: *תומך, *תמיכה, *מאפשר, *מתיר
        network: *רשת
        connection: *חיבור, *התחבר, *הקשר, *זמן, *קשר
        capability: *יכולת, *תכונ, *חסרה
        reason: *סיבה, *סבה
        unknown: *ידוע, *מוכר
        recipient: *נמען
        refused: *דחה, *נדח, *סירב
        relay: *ממסר""",
    "hi": """
        password: पासवर्ड, कूटशब्द
        login: प्रमाण, ऑथेंट, सत्याप
        method: विधि, तरीक
        support: समर्थ, समर्थन
        network: नेटवर्क, नेटवर्क
        connection: कनेक्शन, संपर्क, जुड़
        capability: क्षमता, विशेषता
        reason: कारण
        unknown: अज्ञात
        recipient: प्राप्तकर्ता""",
    "bn": """
        password: পাসওয়ার্ড
        login: প্রমাণ, অনুমোদন, যাচাই
        method: পদ্ধতি
        support: সমর্থ
        network: নেটওয়ার্ক
        connection: সংযোগ
        capability: সক্ষমতা, ক্ষমতা, বৈশিষ্ট্য
        reason: কারণ
        unknown: অজানা, অজ্ঞাত
        recipient: প্রাপক""",
    "pa": """
        password: ਪਾਸਵਰਡ
        login: ਪਰਮਾਣ, ਪ੍ਰਮਾਣ
        method: ਢੰਗ, ਵਿਧੀ
        support: ਸਹਾਇ, ਸਹਿਯੋਗ, ਸਮਰਥਨ
        network: ਨੈੱਟਵਰਕ, ਨੈਟਵਰਕ
        connection: ਕੁਨੈਕ, ਕਨੈਕ
        reason: ਕਾਰਨ
        unknown: ਅਣਜਾਣ, ਅਣਪਛਾਤ""",
    "ta": """
        password: கடவுச்சொல், கடவுச்சொற்
        login: அங்கீகார, சான்று, உறுதிப்பாட்டு
        method: முறை
        support: ஆதரி, துணை
        network: பிணைய, வலைப்பின்னல், நெட்வொர்க்
        connection: இணைப்பு
        capability: திறன், திறனை
        reason: காரண
        unknown: தெரியாத, அறியப்படாத""",
    "ml": """
        password: പാസ്‌വേഡ്, പാസ്സ്, രഹസ്യവാക്ക
        login: പ്രാമാണീക, ആധികാരിക, സ്ഥിരീകരണ
        network: നെറ്റ്, നെറ്റ്‌വര്‍ക്ക്, ശൃംഖല
        connection: കണക്ഷ, ബന്ധ
        capability: ശേഷി, കഴിവ്""",
    "te": """
        password: పాస్‌వర్డ్, సంకేతపద
        login: ప్రమాణీకర, ధృవీకరణ
        network: నెట్‌వర్క్, నెట్
        connection: కనెక్షన్, అనుసంధాన""",
    "th": """
        needed: *ต้อง
        password: *รหัสผ่าน
        login: *ยืนยันตัวตน, *รับรองความถูกต้อง, *ตรวจสอบสิทธิ, *การรับรอง, *พิสูจน์ตัว
        method: *วิธี
        support: *รองรับ, *สนับสนุน, *อนุญาต
        network: *เครือข่าย
        connection: *เชื่อมต่อ, *หมดเวลา
        capability: *ความสามารถ
        reason: *สาเหตุ, *เหตุผล
        unknown: *ไม่รู้จัก, *ไม่ทราบ
        recipient: *ผู้รับ
        refused: *ปฏิเสธ""",
    "vi": """
        needed: yêu cầu, cần phải, bắt buộc
        password: mật khẩu
        login: xác thực, đăng nhập
        method: phương thức, phương pháp
        support: hỗ trợ, cho phép
        network: mạng
        connection: kết nối, thời gian chờ, bị mất
        capability: khả năng, tính năng
        reason: lý do, lí do
        unknown: không xác định, không rõ
        recipient: người nhận
        refused: từ chối
        relay: chuyển tiếp""",
    "id": """
        needed: memerlukan, diperlukan, membutuhkan, harus
        password: kata sandi, sandi
        login: autentik, otentik, masuk
        method: metode
        support: mendukung, mengizinkan, dukung
        network: jaringan
        connection: koneksi, sambung, terhubung, waktu, terputus
        capability: kemampuan, kapabilitas, kehilangan
        reason: alasan, sebab
        unknown: tak dikenal, tidak diketahui, tidak dikenal
        recipient: penerima
        refused: ditolak, menolak""",
    "ms": """
        password: kata laluan
        login: pengesahan, mengesahkan
        method: kaedah
        support: menyokong, mengizinkan, membenarkan
        network: rangkaian
        connection: sambung, masa tamat, terputus
        capability: keupayaan
        reason: sebab
        unknown: tidak diketahui
        recipient: penerima""",
    "ko": """
        needed: *필요, *해야
        password: *비밀번호, *암호
        login: *인증, *로그인
        method: *방식, *방법
        support: *지원, *허용
        network: *네트워크
        connection: *연결, *접속, *시간 초과, *시간이 초과, *끊
        capability: *기능, *능력, *없습니다
        reason: *이유, *원인
        unknown: *알 수 없, *알려지지
        recipient: *수신자, *받는 사람, *받는사람
        sender: *보낸 사람, *발신자
        refused: *거부, *거절
        relay: *중계, *릴레이
        user: *사용자 이름
        wrong: *올바르지, *잘못""",
    "ja": """
        needed: *必要
        password: *パスワード
        login: *認証, *ログイン
        method: *方式, *方法
        support: *サポート, *対応, *許可
        network: *ネットワーク
        connection: *接続, *タイムアウト, *切断
        capability: *機能, *不足
        reason: *原因, *理由
        unknown: *不明, *見つかりません
        recipient: *受信者, *宛先, *受取人
        sender: *差出人, *送信者
        refused: *拒否, *拒絶
        relay: *中継, *リレー
        user: *ユーザ名, *ユーザー名, *ユーザ
        wrong: *正しくありません, *間違, *無効
        certificate: *証明書
        size: *サイズ""",
    "zh": """
        needed: *需要, *必须, *必須, *请先
        password: *密码, *密碼
        login: *验证, *驗證, *认证, *認證, *登录, *登入
        method: *方式, *方法, *机制
        support: *支持, *支援, *允许, *允許
        network: *网络, *網路, *網絡
        connection: *连接, *連線, *連接, *超时, *逾時, *中断, *中斷
        capability: *功能, *能力, *缺少
        reason: *原因
        unknown: *未知, *不明
        recipient: *收件人, *收件者, *收信人
        sender: *发件人, *寄件者, *寄件人
        refused: *拒绝, *拒絕
        relay: *中继, *转发, *中繼, *轉發, *转寄, *轉寄
        user: *用户名, *使用者名稱
        wrong: *不正确, *不正確, *错误, *錯誤
        certificate: *证书, *憑證
        size: *大小""",
    "kab": """
        password: awal uffir, awalen uffiren, awal n uɛeddi
        login: asesteb, usesteb, tsestebḍ
        method: tarrayt, tarrayin
        support: isefrak, yessefrak, isirig
        network: aẓeṭṭa, uẓeṭṭa
        connection: tuqqna, asiqqen
        reason: taɣẓint, ssebba
        unknown: arussin, d arussin""",
    "my": """
        password: *စကားဝှက်
        network: *ကွန်ရက်
        connection: *ချိတ်ဆက်""",
    "sw": """
        password: nywila, nenosiri
        login: uthibitish
        network: mtandao
        connection: muunganish, unganis""",
    "mnw": """
        login: အခေါၚ်ယောၚ်ယာ
        trouble: အခေါၚ်ယောၚ်ယာ""",
}
