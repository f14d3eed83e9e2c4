"""Words of mail clients in the Germanic languages."""

# One language a block, one concept a line: `concept: stem, stem, …`.  A stem matches the
# beginning of a word or of several; `*` in front lets it match inside a word.
LANGUAGES: dict[str, str] = {
    "en": """
        password: password, passphrase
        login: authenticat, log in, login, sign in, credential
        method: method, mechanism
        support: support, does not allow, not allow
        network: network
        connection: connect, timed out, time out, timeout, was lost, unavailable
        capability: capability, missing server
        reason: reason
        unknown: unknown
        recipient: recipient
        sender: sender
        refused: rejected, refused, denied
        relay: relay
        user: user name, username
        wrong: incorrect, wrong, invalid
        certificate: certificate
        size: size, too large""",
    "de": """
        needed: benötig, erforder, müssen sie, verlang
        password: passwort, kennwort, passwört, kennwört
        login: authentifizier, anmeld, authentisier, login
        method: *methode, verfahren
        support: unterstütz, erlaubt, zulässt
        network: netzwerk
        connection: verbind, timeout, zeitüber, ablaufzeit, verloren, unterbroch, verbindungs
        capability: *fähigkeit, *funktion, fehlende
        reason: grund, gründen, ursache
        unknown: unbekannt
        recipient: empfänger
        sender: absender
        refused: abgelehnt, zurückgewiesen, verweiger, abgewiesen
        relay: weiterleit, relaying, relay
        user: benutzername
        wrong: falsch, ungültig, inkorrekt, nicht korrekt
        certificate: zertifikat
        size: größe, zu groß""",
    "nl": """
        needed: vereist, nodig, u dient, moet u
        password: wachtwoord
        login: authentic, aanmeld, inlog
        method: methode, *methode
        support: ondersteun, toegestaan, staat
        network: netwerk
        connection: verbind, verbroken, time out, timeout, verlopen
        capability: *mogelijkhe, *functie, *functionaliteit, ontbrekend, ontbreekt
        reason: reden, oorzaak
        unknown: onbekend
        recipient: ontvanger, geadresseerde
        sender: afzender
        refused: geweigerd, afgewezen
        relay: doorsturen, doorst, relay
        user: gebruikersnaam
        wrong: onjuist, ongeldig, verkeerd
        certificate: certificaat
        size: grootte, te groot""",
    "fy": """
        password: wachtwurd
        login: autentik, oanmeld
        method: metoade, *metoade
        support: stipe, stiet, tastien
        network: netwurk
        connection: ferbin, ferbrutsen
        capability: *funksjonaliteit, *mooglikhe, untbrek
        reason: reden
        unknown: ûnbekend
        recipient: ûntfanger""",
    "af": """
        password: wagwoord
        login: waarmerk, verifieer, aanteken, aanmeld
        method: metode
        support: ondersteun, toelaat, laat nie
        network: netwerk
        connection: verbind, koppel, uittel, uitgetel, verlore
        capability: vermoë, *funksie, ontbrek
        reason: onbekende rede
        unknown: onbekend
        recipient: ontvanger""",
    "sv": """
        needed: kräv, måste, nödvändig
        password: lösenord
        login: autentis, autentisering, logga in, inloggning
        method: *metod
        support: stöd, tillåt
        network: nätverk
        connection: anslut, tidsgräns, förbindelse, avbröt, timeout
        capability: *funktion, *förmåga, *kapacitet, *egenskap, saknas, saknad
        reason: anledning, orsak, skäl
        unknown: okänd
        recipient: mottagar
        sender: avsändar
        refused: avvisa, nekad, nekade, avslog
        relay: vidarebefordr, relä, relay
        user: användarnamn
        wrong: felaktig, fel, ogiltig
        certificate: certifikat
        size: storlek""",
    "da": """
        needed: kræv, påkræv, skal angive, nødvendig
        password: adgangskode
        login: godkend, autentific, autentici, identific, log ind, login
        method: *metode
        support: understøt, tillad
        network: netværk
        connection: forbind, timeout, afbrudt, afbrød
        capability: *funktion, *mulighed, *evne, *egenskab, mangler, manglende
        reason: grund, årsag
        unknown: ukendt
        recipient: modtager
        sender: afsender
        refused: afvist, afviste, nægte
        relay: videresend, relay
        user: brugernavn
        wrong: forkert, ugyldig
        certificate: certifikat
        size: størrelse""",
    "nb": """
        needed: krev, påkrev, må oppgi, nødvendig
        password: passord
        login: autentis, godkjenn, logge inn, innlogg, identifis
        method: *metode
        support: støtt, tillat, tillét
        network: nettverk
        connection: tilkobl, tilkopl, forbind, tidsavbr, tidsavbrot, avbrut, kobl, samband
        capability: *funksjon, *egenskap, *evne, *kapasitet, mangler, manglende, manglande
        reason: grunn, årsak
        unknown: ukjent, ukjend
        recipient: mottak, mottakar
        sender: avsend
        refused: avvis, avslått, nekt
        relay: videresend, vidaresend, relay
        user: brukernavn, brukarnamn
        wrong: feil, ugyldig
        certificate: sertifikat
        size: størrelse, storleik""",
    "is": """
        password: lykilorð
        login: auðkenn, innskrán
        method: *aðferð
        support: styð, leyf
        network: netkerfi, net
        connection: teng, samband, rann út, slitn
        capability: getu, möguleik, eiginleik
        reason: ástæð
        unknown: óþekkt
        recipient: viðtak, móttak""",
}
