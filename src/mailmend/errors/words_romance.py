"""Words of mail clients in the Romance and Celtic languages, Basque and Esperanto."""

# See `words_germanic` for the form.
LANGUAGES: dict[str, str] = {
    "fr": """
        needed: requis, exig, nécessaire, vous devez, il faut
        password: mot de passe, mots de passe
        login: authentif, identif, connecter au compte
        method: méthode, mécanisme
        support: gère pas, gére, prend pas en charge, ne prend, supporte, autorise, accepte pas
        network: réseau
        connection: connexion, connecter, délai, expir, perdue, interromp, injoignable
        capability: fonction, capacité, dispose pas
        reason: raison, motif
        unknown: inconnu, indétermin
        recipient: destinataire
        sender: expéditeur
        refused: refus, rejet
        relay: relais, relayage, relay
        user: nom d utilisateur, nom utilisateur, identifiant
        wrong: incorrect, erroné, invalide
        certificate: certificat
        size: taille, volumineux""",
    "it": """
        needed: richied, richiest, necessari, devi
        password: password, parola, parole
        login: autentic, identific, accesso
        method: metodo, meccanismo
        support: support, permette, consente, accetta, ammette
        network: rete
        connection: connessione, connett, scadut, timeout, interrott, persa, tempo
        capability: funzion, capacit, caratteristic, mancant, manca
        reason: motivo, motivi, ragione, causa
        unknown: sconosciut, ignot
        recipient: destinatari
        sender: mittente
        refused: rifiut, respint, rigettat
        relay: inoltr, relay
        user: nome utente
        wrong: errat, non corrett, scorrett, non valid
        certificate: certificat
        size: dimension, troppo grande""",
    "es": """
        needed: requier, necesita, necesari, exige
        password: contraseña, clave
        login: autentic, identific, autentif, iniciar sesión
        method: método, mecanismo
        support: admite, permite, soporta, soporte, acepta, compatible
        network: red
        connection: conexión, conectar, conectarse, tiempo, agot, perdi, interrump
        capability: capacidad, función, funcionalidad, característica, falta
        reason: motivo, razón, causa
        unknown: desconocid, desconoz
        recipient: destinatari
        sender: remitente
        refused: rechaz, deneg
        relay: retransmi, reenví, reenvío, relay
        user: nombre de usuario
        wrong: incorrect, no es correct, no válid, inválid
        certificate: certificado
        size: tamaño, demasiado grande""",
    "ca": """
        needed: requereix, necess, cal que
        password: contrasenya, contrasenyes, clau
        login: autentic, identific
        method: mètode, mecanisme
        support: admet, permet, suporta, accepta, compatible
        network: xarxa
        connection: connexió, connectar, temps d espera, perd, interromp
        capability: capacitat, funció, funcionalitat, característica, falta, manca
        reason: raó, motiu, causa
        unknown: desconegu
        recipient: destinatari
        sender: remitent
        refused: rebutj, denega
        relay: retransm, reenvi
        user: nom d usuari
        wrong: incorrect, no vàlid
        certificate: certificat
        size: mida""",
    "gl": """
        needed: necesari, require, precisa
        password: contrasinal
        login: autentic, identific, autentif
        method: método
        support: admite, permite, soporta, acepta, compatible
        network: rede
        connection: conexión, conectar, esgot, perdeu, interromp, tempo
        capability: capacidade, función, funcionalidade, falta, faltan, faltante
        reason: motivo, razón, causa
        unknown: descoñecid
        recipient: destinatari
        sender: remitente
        refused: rexeit, rexeitou
        relay: reenvío, retransmi
        user: nome de usuario
        wrong: incorrect, non válid""",
    "ast": """
        password: contraseña, conseña
        login: autentic, identific
        method: métodu
        support: almite, sofita, permite, soporta
        network: rede
        connection: conexón, coneut, conect, tiempu
        capability: capacidá, función, carauterística
        reason: razón, motivu
        unknown: desconoc
        recipient: destinatari""",
    "pt": """
        needed: necessári, requer, exig, precisa
        password: senha, palavra passe, palavras passe
        login: autentic, identific, iniciar sessão
        method: método, mecanismo
        support: suport, permite, admite, aceita, oferece suporte
        network: rede
        connection: conexão, conect, ligação, ligar, tempo, expir, esgot, perdid, interromp
        capability: capacidade, funcionalidade, recurso, função, falta, ausente
        reason: motivo, razão, causa
        unknown: desconhecid
        recipient: destinatári
        sender: remetente
        refused: rejeit, recus, negad
        relay: retransmiss, reencaminh, encaminham, relay
        user: nome de usuário, nome de utilizador, utilizador
        wrong: incorret, inválid, errad
        certificate: certificado
        size: tamanho""",
    "ro": """
        needed: necesar, necesit, trebuie, obligator
        password: parol
        login: autentific, identific
        method: metod, mecanism
        support: suport, permite, acceptă, nu oferă
        network: rețea, rețel
        connection: conexiun, conect, expirat, întrerup, pierdut, timp
        capability: capabilit, capacit, funcți, facilit, lips
        reason: motiv, cauz
        unknown: necunoscut
        recipient: destinatar
        sender: expeditor
        refused: respins, refuz
        relay: retransm, releu
        user: nume de utilizator, numele de utilizator
        wrong: incorect, greșit, invalid""",
    "rm": """
        password: pled clav, pleds clav
        login: autentific, identific
        method: metoda
        support: sustegna, permetta
        network: rait
        connection: connex, colliaz, connect
        reason: motiv
        unknown: nunenconuschent, enconuschent
        recipient: destinatur, retschavider""",
    "co": """
        password: parolla d intesa, parolle d intesa
        login: autentic, autentif
        method: metoda
        network: reta
        connection: cunness, cunnett
        capability: funzion, capacit, assente
        reason: ragione, motivu
        unknown: scunnisc, scunnusc""",
    "oc": """
        password: senhal
        login: autentif, identific
        method: metòde
        network: ret, malhum
        connection: connexion, connect
        capability: capacitat, foncion
        reason: rason
        unknown: desconegu""",
    "cy": """
        password: cyfrinair, cyfrineir, chyfrinair
        login: dilys, ddilys, mewngofnod
        method: dull
        support: cynnal, caniatáu, chaniatáu
        network: rhwydwaith, rwydwaith
        connection: cysyllt, gysyllt, dod i ben
        capability: gallu, ngallu, galluoedd
        reason: rheswm
        unknown: anhysbys
        recipient: derbyn""",
    "br": """
        password: ger tremen, gerioù tremen, gêr tremen, c her tremen
        login: dilesa, anaoudad, kennask ouzh
        method: hentenn, doare
        support: skor, aotre, meror
        network: rouedad
        connection: kennask, kevread, gevread
        capability: barregezh, arc hwel, keweriuster
        reason: abeg, c habeg
        unknown: dianav
        recipient: degemerer, kaset""",
    "ga": """
        password: focal faire, fhocal faire, focail fhaire, pasfhocal, phasfhocal
        login: fíordheimhn, fhíordheimhn, logáil
        method: modh, modha
        support: tacaíonn, thacaíonn, cheadaíonn, ceadaíonn
        network: líonra
        connection: ceangal, cheangal, nasc
        capability: cumas, gcumas
        reason: fáth, cúis, chúis
        unknown: anaithnid
        recipient: faighteoir""",
    "gd": """
        password: facal faire, faclan faire, fhacal fhaire
        login: dearbh, dhearbh, logadh
        method: dòigh, dhòigh
        support: taic, ceadach
        network: lìonra
        connection: ceangal, cheangal, ùine
        capability: comas
        reason: adhbhar
        unknown: neo aithni
        recipient: faightear""",
    "eu": """
        needed: beharrezko, behar da
        password: pasahitz
        login: autentif, kautot, autentikaz
        method: metodo
        support: onartz, onartzen, euskarri, euskarririk
        network: sare
        connection: konexio, konekta, denboraz, denbora
        capability: gaitasun, falta
        reason: arrazoi
        unknown: ezezagun
        recipient: hartzaile
        refused: atzera botatz, ukat, baztert""",
    "eo": """
        password: pasvort
        login: aŭtent, ensalut
        method: metod
        support: subten, permes
        network: reta, reto
        connection: konekt
        capability: kapabl, mankata
        reason: kialo, kaŭzo
        unknown: nekonat
        recipient: ricevant""",
}
