import type { Pack } from './pack.ts'

export const pt: Pack = {
  grand:
    'Palácio {of}|Hotel {noble}|Grande Hotel {of}|Pousada {of}|{noble} Palace Hotel|Quinta {of}|Solar {of}|Convento {saint}|Hotel Avenida {noble}|Memória {of}',
  middle:
    'Hotel {plain}|Hotel {noble}|Casa {of}|Hotel {saint}|Solar {of}|Hotel Residencial {plain}|Lumen {plain}|Hotel Praça {of}|Casa {person}|Quinta {of}',
  small:
    'Pensão {plain}|Residencial {plain}|Casa {of}|Hospedaria {of}|Pensão {person}|Casa {person}|Albergaria {of}|Hotel {plain}|Guest House {plain}|Residencial {saint}',
  words: {
    of: 'do Chafariz|das Janelas|do Castelo|da Ribeira|das Laranjeiras|do Miradouro|da Estrela|dos Azulejos|do Rossio|da Oliveira|do Tejo|das Flores|da Alfândega|do Loureiro|da Figueira|dos Arcos|da Boa Vista|do Carmo|da Graça|das Amoreiras|do Moinho|da Fonte|do Largo|da Sé|do Mirante|da Torre|dos Navegantes|da Amendoeira|do Jardim|das Andorinhas|da Calçada|do Salitre',
    noble:
      'Avenida|Infante|Marquês de Alorna|Dom Dinis|Santa Clara|Camões|Dom Afonso|Rainha Dona Leonor|Mouzinho|Vasco da Gama|Almirante|Fénix Real|Lusitânia|Condestável|Bragança|Duque de Loulé|Dom Manuel|Atlântida',
    plain:
      'Alecrim|Aurora|Bela Vista|Girassol|Nova Lisboa|Horizonte|Sol Poente|Beira Rio|Mar Azul|Central|Miramar|Primavera|Roma|Cravo|Andorinha|Oriente|Ribeiro|Azul|Avenida|Praia Mar|Monte Verde|Flor de Sal|Ponte Nova|Lua Cheia|Luar',
    person:
      'Amélia|dos Avós|da Tia Rosa|Joaquim|Benedita|Fernandes|Carvalho|Sousa|da Dona Inês|Marques|Teixeira|Vilar|Noronha|Madalena|Pacheco|Falcão|Moreira|Antunes',
    saint:
      'São Bento|Santo António|São Vicente|Santa Marta|São Miguel|São João|Santa Catarina|São Domingos|Santa Luzia|São Pedro',
  },
  streets:
    'Rua {of}|Rua de {saint}|Avenida {hero}|Rua {hero}|Travessa {of}|Largo {of}|Rua {of}|Calçada {of}|Praça {hero}|Beco {of}|Rua Augusta|Rua Direita|Avenida da Liberdade|Rua Nova',
  line: '{street} {n}',
}
pt.words['hero'] =
  'Almirante Reis|Dom Pedro V|da República|Camões|Infante Dom Henrique|Alexandre Herculano|Duque de Ávila|Eça de Queirós|5 de Outubro|25 de Abril|Miguel Bombarda|Marquês de Pombal|Vasco da Gama|Garrett'

export const br: Pack = {
  ...pt,
  grand:
    'Hotel {noble}|Grande Hotel {plain}|{plain} Palace Hotel|Hotel Fazenda {of}|{noble} Plaza|Copas {plain} Hotel|Hotel Atlântico {plain}|Resort {plain}',
  middle:
    'Hotel {plain}|Hotel {noble}|Pousada {of}|{plain} Praia Hotel|Hotel {saint}|Plaza {plain} Hotel|Pousada {plain}',
  small:
    'Pousada {of}|Pousada {plain}|Hotel {plain}|Pousada {person}|Casa {person}|Hospedaria {of}|Hotel {saint}|Pousada Recanto {of}',
  words: {
    ...pt.words,
    of: 'do Sol|das Palmeiras|da Praia|do Ipê|dos Coqueiros|da Mata|das Bromélias|do Mirante|da Lua|do Beija-Flor|das Araras|da Serra|do Lago|da Colina|dos Pássaros|da Enseada|do Farol|da Figueira|das Orquídeas|do Jatobá',
    noble:
      'Imperial|Guanabara|Bandeirantes|Ipiranga|Tiradentes|Dom Pedro|Rio Branco|Amazonas|Paulista|Princesa Isabel|Itamaraty|Continental',
    hero: 'Getúlio Vargas|Rio Branco|Sete de Setembro|Tiradentes|Quinze de Novembro|Dom Pedro II|Santos Dumont|Rui Barbosa|Barão do Rio Branco|Presidente Kennedy|Marechal Deodoro|Brasil|Castro Alves',
  },
  streets: 'Rua {hero}|Avenida {hero}|Rua {of}|Avenida Beira Mar|Rua {saint}|Praça {hero}|Travessa {of}|Alameda {of}',
  line: '{street}, {n}',
}

export const es: Pack = {
  grand:
    'Gran Hotel {noble}|Palacio {of}|Hotel {noble}|Parador {of}|{noble} Palace|Hacienda {of}|Hotel Casa {of}|Hotel Palacio {noble}|Casa Señorial {of}',
  middle:
    'Hotel {plain}|Hotel {noble}|Casa {of}|Hotel Plaza {plain}|Hotel {saint}|Hostería {of}|Hotel Patio {of}|Hotel Puerta {of}|Apartahotel {plain}',
  small:
    'Hostal {plain}|Pensión {plain}|Hostal {person}|Casa {of}|Hostal {saint}|Pensión {person}|Posada {of}|Casa Rural {of}|Fonda {of}|Hostal {of}',
  words: {
    of: 'de los Naranjos|del Patio|de la Judería|de las Columnas|del Olivo|de la Merced|del Carmen|de los Arcos|de la Alameda|del Mirador|de la Fuente|de las Flores|del Duque|de la Muralla|del Almirante|de la Plaza|de los Reyes|del Rosario|de la Catedral|del Teatro|de la Encina|del Puerto|de la Luna|del Aljibe|de la Cruz|de las Almenas',
    noble:
      'Alfonso XII|Reina Cristina|Conde Duque|Infanta Isabel|Marqués de Riscal|Velázquez|Emperador|Don Jaime|Montera|Alhambra|Castilla|Regente|Principado|Ateneo|Lope de Vega|Cervantes|Boston|Oriente|Cortés|Goya',
    plain:
      'Central|Mediodía|Bahía|Mirasol|Bellavista|Europa|Gran Vía|Levante|Triana|Costa Azul|Sol|Alameda|Jardín|Miramar|Avenida|Puerta del Sol|Aragón|Los Álamos|Monterrey|Rambla|Marina|Brisas|Playa Blanca|Sierra Alta',
    person:
      'Doña Lola|La Abuela|Martínez|Tía Carmen|Ruiz|Los Gemelos|Casa Pepe|Don Paco|Hernández|Doña Juana|Los Hermanos|Rosario|Navarro|Aguilar',
    saint:
      'San Fernando|Santa Cruz|San Marcos|San Antonio|Santa María|San Francisco|San Miguel|Santa Isabel|San Lorenzo|Santiago',
    hero: 'de Cervantes|de Goya|de la Constitución|de Colón|de Alfonso X|de Isabel la Católica|de Velázquez|de Quevedo|de la Independencia|del Príncipe|de Blasco Ibáñez|de Ramón y Cajal',
  },
  streets:
    'Calle {hero}|Calle {of}|Avenida {hero}|Plaza {of}|Calle {saint}|Paseo {of}|Carrer Major|Calle Mayor|Gran Vía|Calle Real|Ronda {of}|Paseo {hero}',
  line: '{street}, {n}',
}

export const la: Pack = {
  ...es,
  grand:
    'Gran Hotel {noble}|Hotel {noble}|Hacienda {of}|{noble} Plaza|Hotel Casa {of}|Hotel Boutique {of}|Palacio {of}|Quinta Real {of}',
  middle:
    'Hotel {plain}|Hotel {noble}|Casa {of}|Hotel Plaza {plain}|Hotel {saint}|Hotel Posada {of}|Hotel Portal {of}|Hotel Colonial {plain}',
  small:
    'Hostal {plain}|Posada {of}|Hospedaje {plain}|Casa {person}|Hotel {saint}|Residencial {plain}|Hostería {of}|Hotel {plain}',
  words: {
    ...es.words,
    noble:
      'Libertador|Bolívar|San Martín|Virrey|Emperador|Continental|Presidente|Casa Grande|Emporio|Montecarlo|Plaza Mayor|Colonial|Conquistador|Panamericano|Metropolitano|Real Audiencia',
    of: 'de las Aves|del Volcán|de los Andes|del Cóndor|de la Plaza|del Jaguar|de la Bahía|de los Portales|del Quetzal|de la Sierra|del Lago|de las Flores|de la Luna|del Sol|de los Cedros|del Virrey|de la Merced|de Piedra|del Río|de los Jacarandás|del Mar|de la Ceiba',
    hero: 'Simón Bolívar|San Martín|Independencia|Benito Juárez|Hidalgo|Morelos|Sucre|Reforma|Colón|O’Higgins|Belgrano|Rivadavia|5 de Mayo|9 de Julio|Insurgentes|Grau',
  },
  streets:
    'Calle {hero}|Avenida {hero}|Calle {of}|Avenida {saint}|Jirón {hero}|Carrera {n2}|Calle {n2}|Avenida {n2}|Paseo {of}|Plaza de Armas',
  line: '{street} {n}',
}
la.words['n2'] = Array.from({ length: 60 }, (_, at) => at + 2).join('|')

export const it: Pack = {
  grand:
    'Grand Hotel {noble}|Palazzo {family}|Hotel {noble}|Villa {villa}|Relais {of}|{noble} Palace|Hotel Palazzo {family}|Residenza {family}|Castello {of}|Antico Palazzo {family}',
  middle:
    'Hotel {plain}|Albergo {of}|Hotel {noble}|Villa {villa}|Hotel {saint}|Residenza {of}|Hotel {family}|Locanda {of}|Hotel {plain}|Casa {family}',
  small:
    'Pensione {plain}|Albergo {plain}|Locanda {of}|B&B {villa}|Affittacamere {family}|Casa {villa}|Hotel {saint}|Agriturismo {of}|Pensione {family}|Albergo {of}',
  words: {
    of: 'del Sole|dei Fiori|della Luna|del Pozzo|delle Rose|della Torre|del Borgo|del Melograno|dei Cipressi|dell’Orologio|del Mercato|della Fontana|delle Terme|del Duomo|del Teatro|dei Limoni|dell’Angelo|del Gallo|della Vigna|dei Mercanti|del Cavaliere|della Posta|del Ponte|dell’Ulivo',
    noble:
      'Regina Elena|Principe di Savoia|Imperiale|Quirinale|Ambasciatori|Excelsior Gallia|Vittoria|Margherita|Milano|Continentale|Cavour|Bristol|Minerva|Dante|Bernini|Savoia|Rossini|Majestic|Verdi|Donatello',
    plain:
      'Aurora|Bellavista|Stella|Sirena|Miramare|Centrale|Il Giardino|Adriatico|Corallo|Gabbiano|Italia|Panorama|Splendor|Venezia|Belvedere|Primavera|Sorriso|La Perla|Nazionale|Sole Mio|Gardenia|Le Ginestre|Tre Archi',
    family:
      'Contarini|Orsini|Medici|Bembo|Farnese|Rossi|Bellini|Grimani|Doria|Montefalco|Ruspoli|Tolomei|Barbieri|Ferrari|Morosini|Albrizzi|Colonna|Guidi|Vespucci|Fontana|Marini|Conti',
    villa: 'Ada|Lucia|Serena|Flora|Aurelia|Rosa|Giulia|Bianca|Elena|Igea|Paola|Ginevra|Marina|Clara|Olivia|Beatrice',
    saint:
      'San Marco|Santa Chiara|San Lorenzo|Santa Croce|San Giorgio|San Martino|Sant’Anna|San Carlo|Santa Lucia|San Luca',
    hero: 'Garibaldi|Mazzini|Cavour|Dante Alighieri|Roma|Vittorio Emanuele|Verdi|Matteotti|Marconi|XX Settembre|della Repubblica|Leonardo da Vinci|Galileo Galilei|Manzoni|Carducci',
  },
  streets:
    'Via {hero}|Via {of}|Corso {hero}|Piazza {hero}|Via {saint}|Viale {hero}|Vicolo {of}|Via {family}|Largo {of}|Lungomare {hero}',
  line: '{street}, {n}',
}

export const greek: Pack = {
  grand:
    '{god} Palace|{plain} Grand Hotel|{god} Luxury Suites|Hotel Grande {place}|{god} Resort|The {god} Hotel|{plain} Boutique Hotel|Royal {god}',
  middle:
    'Hotel {god}|{god} Hotel|Hotel {plain}|{person} Hotel|{plain} View Hotel|Villa {person}|Hotel {place}|{god} Beach Hotel',
  small:
    'Hotel {person}|{person} Rooms|Pension {person}|Studios {person}|Hotel {god}|{person} House|Villa {person}|{plain} Studios',
  words: {
    god: 'Poseidon|Athena|Apollo|Artemis|Hermes|Dionysos|Aphrodite|Olympia|Helios|Triton|Nereids|Orpheus|Kronos|Ariadne|Minos|Pegasus|Calypso|Galaxy|Electra|Phaedra|Zephyros|Delphi',
    plain:
      'Aegean|Acropolis|Blue Horizon|Kastro|Meltemi|Thalassa|Ionian|Levantes|Olive Grove|Bougainvillea|Filoxenia|Panorama|Akti|Petra|Anemos|Kymata|Ammos|Asteria',
    place: 'Bretagne|Esplanade|Plaka|Syntagma|Kypseli|Averof|Omonia|Kolonaki|Marina|Limani|Rex|Adrian',
    person:
      'Maria|Eleni|Katerina|Nikos|Dimitra|Sofia|Yiannis|Anna|Stelios|Irini|Despina|Manolis|Popi|Vasiliki|Kostas|Angeliki',
    hero: 'Ermou|Athinas|Venizelou|Kolokotroni|Akadimias|Panepistimiou|Nikis|Mitropoleos|25 Martiou|28 Oktovriou|Agiou Dimitriou|Ethnikis Antistaseos|Papanastasiou|Kapodistriou|Solonos|Tsimiski|Dimokratias|Makariou',
  },
  streets: '{hero}|Leoforos {hero}|Odos {hero}|Plateia {hero}|{hero}',
  line: '{street} {n}',
}
