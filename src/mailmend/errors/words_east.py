"""Words of mail clients in the Baltic, the Balkans, the Caucasus, Finland and Hungary."""

# See `words_germanic` for the form.
LANGUAGES: dict[str, str] = {
    "lt": """
        needed: reikaling, reikalauja, būtina
        password: slaptaž
        login: tapatum, tapatyb, autentif, prisijungim
        method: metod, būd
        support: palaik, neleidžia, leidžia, nepalaik, nesupranta
        network: tinkl
        connection: ryš, prisijungti, susisiek, nutrūk, laikas
        capability: galimyb, funkcij, trūksta
        reason: priežas
        unknown: nežinom
        recipient: gavėj
        sender: siuntėj
        refused: atmes, atmet, atsisak""",
    "lv": """
        needed: nepieciešam, pieprasa
        password: parol
        login: autentif, pieteikš
        method: veid, metod
        support: atbalsta, neatbalsta, atļauj, neatļauj
        network: tīkl
        connection: savieno, pieslēg, noildz, iestājās, pārtrauk
        capability: iespējas, iespēja nav, spēj, trūkst
        reason: iemes
        unknown: nezinām, zināms
        recipient: saņēmēj
        sender: sūtītāj
        refused: noraid""",
    "et": """
        needed: nõutav, vajalik, nõuab
        password: parool, salasõna
        login: autent, tuvasta, sisselog
        method: meetod, viis
        support: toeta, luba
        network: võrgu, võrk
        connection: ühend, aegus, katkes
        capability: võimal, võimeku, funktsi, puudu
        reason: põhjus
        unknown: tundmatu, teadmata
        recipient: saaja, adressaa
        sender: saatja""",
    "fi": """
        needed: vaadi, tarvit, edellyt
        password: salasan
        login: todenn, tunnist, tunnistaut, kirjautu, varmenn
        method: *menetelm, *tapa, *tapaa
        support: tue, tukea, salli
        network: verk, verkko
        connection: yhtey, yhdist, aikakatk, katkes, aikaraj
        capability: ominais, kyky, kyvy, toiminto, puuttu
        reason: syy, syystä, syyn
        unknown: tuntemat
        recipient: vastaanottaj
        sender: lähettäj
        refused: hylä, hylk, hylätty, torju, kieltäyty
        relay: välity, välitt
        user: käyttäjätun, käyttäjänim
        wrong: virheel, väär
        size: koko""",
    "hu": """
        needed: szükség, meg kell, igényel, kötelező
        password: jelsz, jelszó
        login: hitelesít, azonosít, bejelentk
        method: módszer, mód, módja, módot, *módszer, *módot
        support: támogat, engedélyez, engedi
        network: hálózat
        connection: kapcsol, csatlak, időtúllép, megszak, időkorlát
        capability: képesség, funkció, *képesség, hiányzik, hiányzó
        reason: okból, oka, ok, okok
        unknown: ismeretlen
        recipient: címzett
        sender: feladó, küldő
        refused: elutasít, visszautasít
        relay: továbbít
        user: felhasználónév, felhasználói név
        wrong: hibás, helytelen, érvénytelen
        size: méret""",
    "el": """
        needed: απαιτ, χρειάζ, πρέπει
        password: κωδικ, συνθηματικ
        login: πιστοποί, πιστοποιη, ταυτοποί, έλεγχος ταυτότητας, ταυτότητ, σύνδεσης χρήστη
        method: μέθοδ, μεθόδ, μηχανισμ
        support: υποστηρ, επιτρέπ, δέχεται
        network: δίκτυ, δικτύ
        connection: σύνδεσ, συνδέσ, συνδεθ, λήξη, έληξε, χρονικ, διακόπ, χάθηκε
        capability: δυνατότητ, λειτουργ, ικανότητ, λείπει
        reason: λόγο, αιτία, λόγους
        unknown: άγνωστ, αγνώστ
        recipient: παραλήπτ
        sender: αποστολέ
        refused: απορρίφ, απέρριψ, αρνήθ
        relay: αναμετάδοσ, προώθησ
        user: όνομα χρήστη
        wrong: λανθασμέν, εσφαλμέν, άκυρ, έγκυρ""",
    "sq": """
        password: fjalëkalim
        login: mirëfillt, vërtet
        method: metod
        support: mbulon, mbështet, lejon
        network: rrjet
        connection: lidhj, lidhet, koha
        capability: aftësi, mungo
        reason: arsye
        unknown: panjohur
        recipient: marrës""",
    "hy": """
        password: գաղտնաբառ, նշանաբառ
        login: վավերաց, իսկորոշ, նույնական, նույնաց
        method: եղանակ, մեթոդ, կերպ
        support: աջակց, սատար, թույլատ
        network: ցանց
        connection: կապ, միաց, միաձ, սպառ, ընդհատ
        capability: հնարավոր, կարող, բացակ
        reason: պատճառ
        unknown: անհայտ
        recipient: ստացող, հասցեատ""",
    "ka": """
        password: პაროლ
        login: შესვლ, ავთენტ, დამოწმ, აუთენტ
        method: მეთოდ, ხერხ
        support: მხარდაჭ, დაშვებ
        network: ქსელ
        connection: კავშირ, დაკავშირ, ვადა, დრო
        capability: შესაძლებლ, ფუნქცი, აკლია
        reason: მიზეზ
        unknown: უცნობ
        recipient: მიმღებ, ადრესატ""",
}
