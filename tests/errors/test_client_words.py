"""What a client says without quoting the server, in languages no fixture is in."""

import pytest

from mailmend.errors import read_alert

# language, meaning, message; worded here the way mail programs word it in that language.
MESSAGES = """
pl auth-failed Nie można uwierzytelnić się na serwerze poczty wychodzącej (SMTP) mail.example.com. Sprawdź hasło oraz „Metodę uwierzytelniania” w „Konfiguracja kont | Serwer poczty wychodzącej (SMTP)”.
pl auth-unavailable Serwer poczty wychodzącej (SMTP) mail.example.com nie obsługuje wybranej metody uwierzytelniania. Zmień „Metodę uwierzytelniania” w „Konfiguracja kont | Serwer poczty wychodzącej (SMTP)”.
pl connection Nie można wysłać wiadomości, ponieważ przekroczono limit czasu połączenia z serwerem poczty wychodzącej (SMTP) mail.example.com. Spróbuj ponownie.
pl other Nie można wysłać wiadomości przez serwer poczty wychodzącej (SMTP) mail.example.com z nieznanej przyczyny. Sprawdź ustawienia serwera.
cs auth-failed Nelze se ověřit u odchozího serveru (SMTP) mail.example.com. Zkontrolujte prosím heslo a „Způsob autentizace“ v „Nastavení účtu | Odchozí server (SMTP)“.
cs auth-unavailable Odchozí server (SMTP) mail.example.com nepodporuje šifrovaná hesla. Zkuste změnit „Způsob autentizace“ v „Nastavení účtu | Odchozí server (SMTP)“ na „Heslo, normální“.
cs connection Zprávu nelze odeslat, protože spojení s odchozím serverem (SMTP) mail.example.com bylo přerušeno. Zkuste to znovu.
sk auth-unavailable Server odosielanej pošty (SMTP) mail.example.com nepodporuje vybranú metódu overenia. Zmeňte „Spôsob overenia“ v „Nastavenie účtu | Server odosielanej pošty (SMTP)“.
sv auth-failed Kan inte autentisera mot SMTP-servern mail.example.com. Kontrollera lösenordet och 'Autentiseringsmetod' i 'Kontoinställningar | SMTP-server'.
sv connection Meddelandet kunde inte skickas eftersom anslutningen till SMTP-servern mail.example.com avbröts. Försök igen.
sv tls-error Det går inte att skapa en säker länk till SMTP-servern mail.example.com med STARTTLS eftersom servern inte erbjuder det.
da auth-unavailable Den udgående mailserver (SMTP) mail.example.com understøtter ikke den valgte godkendelsesmetode. Skift 'Godkendelsesmetode' i 'Kontoindstillinger | Udgående mailserver (SMTP)'.
da auth-failed Der opstod en fejl ved afsendelse: Kunne ikke hente adgangskoden til mail.example.com. Meddelelsen blev ikke sendt.
nb connection Meldingen kunne ikke sendes fordi tilkoblingen til utgående server (SMTP) mail.example.com fikk tidsavbrudd. Prøv igjen.
nb auth-unavailable Utgående server (SMTP) mail.example.com tillater ikke passord i klartekst. Prøv å endre 'Autentiseringsmetode' i 'Kontoinnstillinger | Utgående server (SMTP)' til 'Kryptert passord'.
fi auth-failed Todennus lähtevän postin palvelimella (SMTP) mail.example.com epäonnistui. Tarkista salasana ja 'Todentamistapa' kohdasta 'Tilien asetukset | Lähtevän postin palvelin (SMTP)'.
fi connection Viestiä ei voitu lähettää, koska yhteys lähtevän postin palvelimeen (SMTP) mail.example.com katkesi.
et auth-failed Autentimine väljuva posti serveris (SMTP) mail.example.com ebaõnnestus. Palun kontrolli parooli.
hu auth-unavailable A kimenő (SMTP) kiszolgáló, mail.example.com, nem támogatja a kijelölt hitelesítési módszert. Változtassa meg a „Hitelesítési módszer” értékét itt: „Postafiók beállításai | Kimenő kiszolgáló (SMTP)”.
hu other Az üzenet ismeretlen okból nem küldhető el a kimenő (SMTP) kiszolgálón (mail.example.com) keresztül.
ro auth-failed Imposibil de autentificat la serverul de ieșire (SMTP) mail.example.com. Verifică parola.
ro connection Mesajul nu a putut fi trimis deoarece conexiunea la serverul SMTP mail.example.com a expirat.
bg auth-failed Неуспешно удостоверяване пред изходящия сървър (SMTP) mail.example.com. Проверете паролата.
bg connection Съобщението не може да бъде изпратено, защото връзката с изходящия сървър (SMTP) mail.example.com беше прекъсната.
uk auth-unavailable Сервер вихідної пошти (SMTP) mail.example.com не підтримує обраний спосіб автентифікації. Змініть «Спосіб автентифікації» в «Параметри облікового запису | Сервер вихідної пошти (SMTP)».
uk other Повідомлення не вдалося надіслати через сервер вихідної пошти (SMTP) mail.example.com з невідомої причини.
el auth-failed Αδυναμία πιστοποίησης στον εξερχόμενο διακομιστή (SMTP) mail.example.com. Ελέγξτε τον κωδικό πρόσβασης.
el connection Το μήνυμα δεν στάλθηκε επειδή έληξε το χρονικό όριο της σύνδεσης με τον διακομιστή (SMTP) mail.example.com.
tr auth-unavailable Giden posta sunucusu (SMTP) mail.example.com seçilen kimlik doğrulama yöntemini desteklemiyor. 'Hesap ayarları | Giden sunucu (SMTP)' içinden 'Kimlik doğrulama yöntemi'ni değiştirin.
tr connection İleti gönderilemedi çünkü giden sunucu (SMTP) mail.example.com ile bağlantı zaman aşımına uğradı.
he auth-failed לא ניתן לאמת את הזהות מול השרת היוצא (SMTP) mail.example.com. נא לבדוק את הססמה.
ar auth-failed تعذر الاستيثاق لدى الخادوم الصادر (SMTP) mail.example.com. من فضلك راجع كلمة السر.
ar connection تعذر إرسال الرسالة لأن الاتصال بالخادوم (SMTP) mail.example.com انقطع.
ko auth-unavailable 보내는 서버(SMTP) mail.example.com은 선택한 인증 방식을 지원하지 않습니다. '계정 설정 | 보내는 서버(SMTP)'에서 '인증 방식'을 변경하십시오.
ko connection 보내는 서버(SMTP) mail.example.com에 대한 연결 시간이 초과되어 메시지를 보낼 수 없습니다.
th auth-failed ไม่สามารถยืนยันตัวตนกับเซิร์ฟเวอร์ขาออก (SMTP) mail.example.com โปรดตรวจสอบรหัสผ่าน
pt connection A mensagem não foi enviada porque a ligação ao servidor de saída (SMTP) mail.example.com foi perdida.
gl auth-unavailable O servidor de saída (SMTP) mail.example.com non admite o método de autenticación seleccionado. Cambie o «Método de autenticación» en «Configuración da conta | Servidor de saída (SMTP)».
zh connection 因為與外寄伺服器 (SMTP) mail.example.com 的連線逾時，所以無法寄出訊息。
zh auth-unavailable 外寄伺服器 (SMTP) mail.example.com 不支援所選的驗證方式。請在「帳號設定 | 外寄伺服器 (SMTP)」中變更「驗證方式」。
hy auth-failed Անհնար է նույնականացվել ելքային սպասարկչում (SMTP) mail.example.com։ Ստուգեք գաղտնաբառը։
sv auth-failed Autentiseringsfel
pl auth-failed Błąd uwierzytelniania
fi connection Verkkovirhe
hu connection Hálózati hiba
tr connection Ağ hatası
ko connection 네트워크 오류
cs auth-unavailable Chybějící schopnost serveru
uk auth-unavailable Відсутня можливість сервера
el auth-failed Σφάλμα πιστοποίησης
nl auth-unavailable Ontbrekende serverfunctie
de relay-denied Der Empfänger „bob@else.test“ wurde vom Server abgelehnt, da dieser keine Weiterleitung erlaubt.
fr relay-denied Le destinataire « bob@else.test » a été refusé par le serveur, car il n’autorise pas le relayage.
es relay-denied El servidor rechazó al destinatario “bob@else.test” porque no permite la retransmisión.
it relay-denied Il destinatario “bob@else.test” è stato rifiutato dal server perché non consente l’inoltro.
ja relay-denied 受信者“bob@else.test”は、サーバが中継を許可していないため拒否されました。
zh relay-denied 收件人“bob@else.test”被服务器拒绝，因为它不允许转发。
ru relay-denied Получатель «bob@else.test» отклонен сервером, так как сервер не разрешает ретрансляцию.
de auth-failed Der Benutzername oder das Passwort für „mail.test“ ist falsch.
fr auth-failed Le nom d’utilisateur ou le mot de passe de « mail.test » est incorrect.
"""  # noqa: E501

ROWS = [line.split(" ", 2) for line in MESSAGES.strip().splitlines()]


@pytest.mark.parametrize(("language", "meaning", "text"), ROWS)
def test_client_message(language: str, meaning: str, text: str) -> None:
    """A message is understood by its words, whatever the language."""
    readings = read_alert(text)
    assert readings, language
    assert readings[0].meaning == meaning


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, voici le compte rendu de la réunion de mardi.",
        "Liebe Grüße aus dem Urlaub, das Wetter ist herrlich!",
        "Meeting moved to 3 pm, see you there",
        "Het is vandaag mooi weer",
        "会議は火曜日に変更されました。",
    ],
)
def test_other_text_is_not_a_client_message(text: str) -> None:
    """A text about something else gives no reading with any confidence."""
    assert all(reading.confidence < 0.5 for reading in read_alert(text))
