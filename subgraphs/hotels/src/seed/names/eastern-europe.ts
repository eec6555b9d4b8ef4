import type { Pack } from './pack.ts'

export const polish: Pack = {
  grand: 'Grand Hotel {noble}|Hotel {noble}|Pałac {of}|Hotel Zamek {of}|{noble} Palace|Hotel Dwór {of}|Kamienica {of}',
  middle: 'Hotel {plain}|Hotel {noble}|Dwór {of}|Hotel Pod {under}|Kamienica Pod {under}|Hotel {plain}',
  small:
    'Pensjonat {plain}|Willa {villa}|Gościniec {of}|Zajazd Pod {under}|Noclegi {villa}|Hotel {plain}|Pensjonat {villa}',
  words: {
    noble:
      'Bristol|Jagiełło|Sobieski|Copernicus Dom|Royal|Francuski|Europejski|Kazimierz Wielki|Chopin|Radisław|Wawel|Belweder Park|Pod Orłem|Monopol',
    of: 'Ostrowski|Zamoyskich|Lubomirskich|Pod Lipami|Nad Wisłą|Królewski|Biała Dama|Rybaki|Kupiecki|Stary Młyn|Leśny',
    under: 'Różą|Orłem|Lwem|Aniołem|Złotą Gwiazdą|Jeleniem|Kasztanem|Zegarem|Baranem|Dzwonem|Krukami',
    plain:
      'Polonia|Wisła|Maria|Śródmieście|Bałtyk|Tatry|Mazur|Batory|Stare Miasto|Jantar|Giewont|Kaskada|Gwarna|Lwowska|Planty|Zodiak',
    villa: 'Anna|Zofia|Halina|Krystyna|Jagna|Helena|Irena|Barbara|Kalina|Wanda|Jaśmin|Jodełka',
    hero: 'Mickiewicza|Słowackiego|Kościuszki|Piłsudskiego|Sienkiewicza|Długa|Floriańska|Krakowska|Szeroka|Ogrodowa|Kościelna|Zamkowa|Jana Pawła II|3 Maja|Konopnickiej|Polna',
  },
  streets: 'ul. {hero}|ul. {hero}|al. {hero}|pl. {hero}|Rynek Główny|Rynek',
  line: '{street} {n}',
}

export const czech: Pack = {
  grand: 'Grandhotel {noble}|Hotel {noble}|Palác {of}|Hotel U {at}|{noble} Palace|Zámek {of}|Lázeňský hotel {noble}',
  middle: 'Hotel {plain}|Hotel U {at}|Hotel {noble}|Dům U {at}|Hotel Na {on}|Hotel {plain}',
  small: 'Penzion U {at}|Penzion {plain}|Hostinec U {at}|Pension Na {on}|Ubytování {plain}|Hotel {plain}',
  words: {
    noble:
      'Bohemia|Imperial|Karel IV|Evropa|Paříž|Ambassador|Libuše|Rudolf II|Moravia|Smetana|Dvořák|Carlton|Devín|Slavia|Esplanade|Alcron Park',
    of: 'Žofín|Lobkovic|Hradčany|Vltava|Kinský|Malá Strana|Šternberk|Schwarzenberk',
    at: 'Zlatého lva|Tří pštrosů|Bílé labutě|Černého orla|Zlatého stromu|Modré hvězdy|Kamenného mostu|Zelené žáby|Zlaté studně|Červeného raka|Dvou koček|Jelena|Královské zahrady',
    on: 'Kampě|Příkopě|Zábradlí|Kopečku|Rynku|Hradbách|Náměstí',
    plain: 'Centrum|Atrium|Beseda|Slunce|Vyšehrad|Jizera|Tatran|Morava|Krakonoš|Lípa|Jarmark|Labe|Zvon|Kriváň|Dunaj',
    hero: 'Masarykova|Palackého|Husova|Národní|Komenského|Havlíčkova|Nádražní|Dlouhá|Žižkova|Jungmannova|Široká|Karlova|Školní|Štefánikova|Kostelní',
  },
  streets: '{hero}|{hero}|náměstí Míru|Staré náměstí|{hero}|nábřeží Svobody|{hero}',
  line: '{street} {n}',
}

export const magyar: Pack = {
  grand: 'Grand Hotel {noble}|{noble} Palota Hotel|Hotel {noble}|Kastélyhotel {of}|Gyógyhotel {noble}',
  middle: 'Hotel {plain}|{plain} Hotel|Hotel {noble}|{of} Szálló|Fogadó a {at}hoz',
  small: '{plain} Panzió|{person} Vendégház|Fogadó a {at}hoz|{person} Panzió|{plain} Apartman',
  words: {
    noble: 'Corvinus|Astoria|Hunyadi|Mátyás|Szent Gellért|Duna|Bartók|Liszt|Erzsébet|Royal|Andrássy|Nemzeti|Palatinus',
    of: 'Szent Mihály|Fehérvár|Várkert|Hold|Liget|Rózsadomb|Tisza|Balaton',
    at: 'Arany Szarvas|Fehér Ló|Vörös Rák|Két Galamb|Aranykakas|Kék Duna',
    plain: 'Aranyhíd|Belváros|Mátra|Tisza|Platán|Rózsa|Kikelet|Kálvária|Napsugár|Panoráma|Gellért|Margaréta|Thermál',
    person: 'Kovács|Anna|Szabó|Nagy|Molnár|Ilona|Varga|Margit|Tóth|Zsófia',
    hero: 'Kossuth Lajos|Petőfi Sándor|Rákóczi|Széchenyi|Ady Endre|Arany János|Bartók Béla|Deák Ferenc|Dózsa György|József Attila|Váci|Vörösmarty|Szent István',
  },
  streets: '{hero} utca|{hero} út|{hero} tér|{hero} körút|Fő utca|{hero} utca',
  line: '{street} {n}.',
}

export const roman: Pack = {
  grand: 'Grand Hotel {noble}|Hotel {noble}|{noble} Palace|Palatul {of}|Conacul {of}|Hotel {noble} Spa',
  middle: 'Hotel {plain}|Hotel {noble}|Casa {of}|Vila {villa}|Hotel {plain}',
  small: 'Pensiunea {villa}|Vila {villa}|Casa {villa}|Hanul {of}|Pensiunea {plain}|Hotel {plain}',
  words: {
    noble:
      'Athénée Park|Continental|Capitol|Bulevard|Ambasador|Carpați|Traian|Ștefan cel Mare|Brâncoveanu|Minerva|Central|Opera',
    of: 'Domnesc|cu Tei|Bucovinei|Boierului|cu Flori|Voievodului|Olarilor|Mureșului|Cetății|Negustorilor',
    plain: 'Transilvania|Dunărea|Bucegi|Moldova|Marea Neagră|Cerbul|Olimp|Coroana|Aurelius|Cetate|Silva|Turist',
    villa: 'Maria|Elena|Ioana|Ana|Floarea|Sofia|Mihai|Daria|Ileana|Crina|Radu',
    hero: 'Mihai Eminescu|Avram Iancu|Nicolae Bălcescu|Unirii|Independenței|Republicii|Vasile Alecsandri|1 Decembrie 1918|Ștefan cel Mare|Victoriei|Traian|George Coșbuc|Libertății',
  },
  streets: 'Strada {hero}|Bulevardul {hero}|Calea {hero}|Strada {hero}|Piața {hero}|Aleea {hero}',
  line: '{street} nr. {n}',
}

export const balkan: Pack = {
  grand: 'Grand Hotel {noble}|Hotel {noble}|Palace {noble}|Hotel {noble} Spa|Hotel Dvorac {of}|{plain} Resort',
  middle: 'Hotel {plain}|Hotel {noble}|Vila {villa}|Hotel {of}|Hotel {nature}|Hotel Konak {of}',
  small: 'Pansion {villa}|Vila {villa}|Sobe {villa}|Hotel {nature}|Apartmani {villa}|Konak {of}|Gostilna {of}',
  words: {
    noble:
      'Imperial|Moskva|Balkan|Park|Esplanade|Excelsior|Slavija|Union|Bellevue|Evropa|Ambasador|Metropol|Dubrava|Lapad|Rimski Dvor',
    of: 'Stari Grad|Pod Lipom|Na Obali|Kod Mosta|Kraljev|Stara Kula|Stari Mlin|Begov|Pri Jezeru|Knežev',
    plain:
      'Adriatic|Jadran|Marjan|Sunce|Zagora|Dalmacija|Neptun|Panorama|Croatia|Kaštel|Riva|Rila|Vitosha|Pirin|Durmitor|Drina',
    nature: 'Galeb|Lavanda|Maslina|Bor|Orhideja|Breza|Školjka|Smokva|Golub|Palma|Delfin|Kamelija',
    villa: 'Ana|Marija|Dunja|Lucija|Nada|Jelena|Kata|Milena|Zora|Iva|Tereza|Vesna',
    hero: 'Kralja Petra|Tomislavova|Nikole Tesle|Svetog Save|Obala|Vukova|Slobode|Trg Republike|Njegoševa|Frankopanska|Cara Dušana|Knez Mihailova|Vasil Levski|Hristo Botev|Aleksandrova|Prešernova|Titova|Gundulićeva',
  },
  streets: '{hero}|{hero} ulica|Ulica {hero}|{hero}|Bulevar {hero}',
  line: '{street} {n}',
}

export const ru: Pack = {
  grand: 'Grand Hotel {noble}|Hotel {noble}|{noble} Palace|Park Hotel {of}|{noble} Spa Hotel',
  middle: 'Hotel {plain}|Gostinitsa {plain}|Hotel {noble}|Hotel {of}|{plain} Hotel',
  small: 'Mini-Hotel {plain}|Gostevoy Dom {person}|Gostinitsa {plain}|Guest House {person}|Hotel {nature}',
  words: {
    noble:
      'Europa|Astoria|Imperial|Nevsky|Metropol|National|Kamensky Sad|Angleterre|Akademiya|Tsarsky|Bristol|Silk Road|Ala-Too|Ararat|Rustaveli',
    of: 'Na Naberezhnoy|Usadba|Zarechye|U Morya|Stary Gorod|Na Ploshchadi|Dvoryanskoye Gnezdo',
    plain:
      'Moskva|Volga|Rossiya|Tsentralnaya|Zvezda|Baltika|Ural|Sibir|Rodina|Dnipro|Minsk|Kazbek|Tbilisi|Erebuni|Samarkand|Registan|Druzhba|Sputnik',
    nature: 'Berezka|Ryabina|Sosna|Romashka|Chaika|Zolotoy Kolos|Raduga|Almaz|Lotos|Yantar',
    person: 'Anna|Tatiana|Nino|Olga|Ivan|Katerina|Maria|Sasha|Anush|Aida',
    hero: 'Lenina|Pushkina|Gagarina|Sovetskaya|Mira|Gogolya|Chekhova|Naberezhnaya|Sadovaya|Tsentralnaya|Abaya|Rustaveli|Shevchenka|Tverskaya|Nevsky|Navoi|Franka|Pobedy',
  },
  streets: 'ul. {hero}|ul. {hero}|prospekt {hero}|pl. {hero}|bulvar {hero}|per. {hero}',
  line: '{street}, {n}',
}

export const turk: Pack = {
  grand:
    '{noble} Palas Hotel|Grand {noble}|{noble} Saray|{noble} Konağı|The {noble}|{plain} Thermal & Spa|{noble} Yalı Hotel',
  middle: '{plain} Hotel|Otel {plain}|{noble} Hotel|{of} Konak|{plain} City Hotel|{of} Taş Konak',
  small: '{plain} Pansiyon|{of} Konak|{person} Pansiyon|Otel {plain}|{person} Guest House|{of} Butik Otel',
  words: {
    noble:
      'Sultan|Bosfor|Pera|Topkapı|Osmanlı|Divan Bahçe|Hünkar|Çırağan Park|Sümer|Selçuk|Kervansaray|Marmara|Valide|Galata|Nur|Şirvan',
    plain: 'Ege|Anadolu|Akdeniz|Yıldız|Güneş|Lale|Kapadokya|Deniz|Efes|Karadeniz|Uludağ|Park|Şafak|Yeşil|Toros|Melisa',
    of: 'Taş|Asma|Eski Şehir|Nar|Çınar|Zeytin|Incir|Gül|Saklı|Safran|Hanedan|Kale',
    person: 'Ayşe|Mehmet|Zeynep|Elif|Hasan|Emine|Leyla|Nigar|Murat',
    hero: 'Atatürk|Cumhuriyet|İstiklal|İnönü|Fevzi Çakmak|Gazi|Barbaros|Mevlana|Yıldırım Beyazıt|Mimar Sinan|Divanyolu|Zafer|Nizami|Fatih|Sahil',
  },
  streets: '{hero} Caddesi|{hero} Sokak|{hero} Bulvarı|{hero} Caddesi|{hero} Sokağı',
  line: '{street} No: {n}',
}
