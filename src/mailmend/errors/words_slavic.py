"""Words of mail clients in the Slavic languages."""

# See `words_germanic` for the form.
LANGUAGES: dict[str, str] = {
    "cs": """
        needed: vyžad, musíte, nutn, je třeba
        password: hesl
        login: ověř, autentiz, autentik, přihláš, přihlaš
        method: metod, způsob
        support: podpor, povol, dovol
        network: síť, sítě, síti, síťov
        connection: spojen, připoj, vypršel, časov, přeruš, ztracen
        capability: *schopnost, funkc, možnost, vlastnost, chybí, chybějící
        reason: důvod, příčin
        unknown: neznám
        recipient: příjem, adresát
        sender: odesílatel
        refused: odmít, zamít
        relay: přepos, předáv
        user: uživatelské jméno, jméno uživatele
        wrong: nesprávn, neplatn, chybn
        certificate: certifikát
        size: velikost""",
    "sk": """
        needed: vyžad, musíte, potrebn
        password: hesl, hesiel
        login: overen, overi, autent, prihlás
        method: metód, spôsob
        support: podpor, povoľ, umožň
        network: sieť, siete, sieti, sieťov
        connection: spojen, pripoj, vypršal, časov, preruš, straten
        capability: schopnos, funkc, možnos, vlastnos, chýba, chýbajúc
        reason: dôvod, príčin
        unknown: neznám
        recipient: príjem, adresát
        sender: odosielateľ
        refused: odmiet, zamiet
        relay: prepos
        user: používateľské meno
        wrong: nesprávn, neplatn""",
    "pl": """
        needed: wymaga, potrzeb, trzeba, musisz
        password: hasł, haseł
        login: uwierzyteln, autoryz, logow, zalogow, autentyk
        method: metod, sposób, sposob
        support: obsług, wspier, zezwal, pozwal, dopuszcz
        network: sieć, sieci
        connection: połącz, przekroczon, limit czasu, czas, utracon, przerwan
        capability: funkcj, możliwoś, zdolnoś, cech, brak, brakuj
        reason: przyczyn, powod
        unknown: nieznan
        recipient: odbiorc, adresat
        sender: nadawc
        refused: odrzuc, odmów, odmow
        relay: przekazywan, przekaz, relay
        user: nazwa użytkownika, nazwę użytkownika
        wrong: nieprawidłow, błędn, niepoprawn
        certificate: certyfikat
        size: rozmiar""",
    "hsb": """
        password: hesł
        login: awtentif, awtentizo, přizjew
        method: metod
        support: podpěr, dowol
        network: syć, syće
        connection: zwisk, přetorhn, přestorč
        capability: funkci, kmanos
        reason: přičin
        unknown: njeznat
        recipient: přijimar""",
    "dsb": """
        password: gronidł, gronid
        login: awtentif, pśizjaw
        method: metod
        support: pódpěr, dowól
        network: seś
        connection: zwisk, pśetergn
        capability: funkci, zamóžnosć
        reason: pśicyn
        unknown: njeznat
        recipient: dostawar""",
    "hr": """
        needed: potreb, zahtij, morate
        password: lozink, zapork
        login: autenti, ovjer, prijav, provjere autentičnosti, vjerodostojn
        method: metod, način
        support: podržava, podrža, dozvol, dopušt
        network: mrež
        connection: veza, veze, vezu, povez, istekl, isteklo, prekinut
        capability: mogućnost, sposobnost, značajk, nedostaj
        reason: razlog
        unknown: nepoznat
        recipient: primatelj, primalac, primaoc
        sender: pošiljatelj, pošiljalac
        refused: odbij, odbio, odbijen
        relay: proslje, prosljeđ
        user: korisničko ime
        wrong: netočn, neispravn, pogrešn
        certificate: certifikat
        size: veličin""",
    "sl": """
        needed: potreb, zahtev, morate
        password: gesl
        login: overit, overja, overjanj, prijav, preveritev pristnosti
        method: metod, način
        support: podpira, dovol
        network: omrež
        connection: povez, potekl, prekinj, izgublj
        capability: zmogljiv, zmožnost, funkcij, manjka
        reason: razlog, vzrok
        unknown: neznan
        recipient: prejemnik
        sender: pošiljatelj
        refused: zavrn
        relay: posredova
        user: uporabniško ime
        wrong: napačn, neveljav""",
    "sr": """
        needed: потреб, захтев, морате, potreb, zahtev
        password: лозинк
        login: аутентик, пријав, идентитет
        method: метод, начин
        support: подржава, дозвољ
        network: мреж
        connection: веза, везе, везу, повез, истекл, прекин
        capability: могућност, недостај
        reason: разлог
        unknown: непознат
        recipient: прима
        refused: одби""",
    "mk": """
        password: лозинк
        login: автентик, идентифик, проверка, најав
        method: метод, начин
        support: поддрж, дозвол
        network: мреж
        connection: врск, поврз, истеч, прекин
        capability: можност, способност, недостас
        reason: причин
        unknown: непознат
        recipient: примач, примател""",
    "bg": """
        needed: изисква, необходим, нужн
        password: парол
        login: удостовер, автентик, автентиф, идентифик, вписван
        method: метод, начин, механиз
        support: поддърж, позвол, разреш
        network: мреж
        connection: връзк, свърз, времето, изтеч, прекъс, загуб
        capability: възможност, функци, способност, липсв
        reason: причин
        unknown: неизвест, непозна
        recipient: получател
        sender: подател
        refused: отхвърл, отказ
        relay: препращ, релей
        user: потребителско име
        wrong: неправил, грешн, невалид
        size: размер""",
    "ru": """
        needed: требу, необходим, нужн
        password: парол
        login: аутентифик, авториз, удостовер
        method: метод, способ
        support: поддерж, разреш
        network: сети, сеть, сетев
        connection: соедин, подключ, истекл, тайм, прерван, потерян, ожидан
        capability: возможност, функци, отсутств
        reason: причин
        unknown: неизвест
        recipient: получател
        sender: отправител
        refused: отклон, отверг, отказ
        relay: ретрансляц, пересылк, релей
        user: имя пользователя
        wrong: неверн, неправил, недопустим
        certificate: сертификат
        size: размер""",
    "uk": """
        needed: потріб, необхідн, вимага
        password: парол
        login: автентиф, аутентиф, розпізнав, авториз, засвідч
        method: метод, спосіб, способ
        support: підтрим, дозвол
        network: мереж
        connection: з єдна, єднан, підключ, час очікув, вичерпан, перерван, втрачен, розірван
        capability: можливост, функці, здатн, відсутн, бракує
        reason: причин
        unknown: невідом
        recipient: одержувач, отримувач
        sender: відправник
        refused: відхил, відмов
        relay: ретрансл, пересил
        user: ім я користувача
        wrong: неправил, невірн, хибн
        size: розмір""",
    "be": """
        password: парол
        login: аўтэнтыф, аутэнтыф, ідэнтыфік, праверк, аўтарыз
        method: метад, спосаб
        support: падтрым, дазвал
        network: сетк, сетка
        connection: злуч, падключ, часу, перарв
        capability: магчымасц, функцы, адсутн
        reason: прычын
        unknown: невядом
        recipient: атрымальнік, адрасат""",
}
