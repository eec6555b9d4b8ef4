import type { Pack } from './pack.ts'
import { en, fr } from './western-europe.ts'

export const us: Pack = {
  grand:
    'The {noble}|{noble} Hotel & Suites|The {noble} Grand Hotel|Hotel {person}|The {person} House|{noble} Plaza Hotel|{nature} Resort & Spa|The {city} {noble}',
  middle:
    '{plain} Inn & Suites|Hotel {person}|{nature} Inn|The {plain} Hotel|{city} {plain} Hotel|{noble} Suites|{nature} Lodge|Hotel {noble}',
  small:
    '{plain} Motel|{nature} Motor Lodge|The {nature} Inn|{plain} Inn|{family}’s Bed & Breakfast|{nature} Cabins|{plain} Motor Inn|The {person} Inn',
  words: {
    noble:
      'Lexington|Madison|Roosevelt|Ambassador|Drake Park|Palmer Court|Monarch|Chatham|Whitcomb|Langham Square|Adams|Franklin|Plymouth|Astor|Commodore|Hudson|Beekman|Fremont|Jefferson',
    plain:
      'Gateway|Riverside|Parkway|Downtown|Harbor|Lakeside|Bayside|Sunset|Crossroads|Skyline|Market Street|Union|Liberty|Heritage|Capitol|Golden Gate|Northgate|Seaside|Route 66',
    nature:
      'Cedar|Blue Heron|Maple Leaf|Redwood|Pine Ridge|Cottonwood|Silver Lake|Sagebrush|Mesa Verde|Big Sky|Sea Oats|Dogwood|Eagle Rock|Juniper|Palmetto|Coyote|Loon Lake',
    person:
      'Eleanor|Emery|Clara|Josephine|Theodore|Lincoln|Hattie|Winslow|Beatrix|Harlan|Georgia|Adeline|Wallace|Mabel|Amelia',
    family: 'Miller|Parker|Harper|Sullivan|Jackson|Bennett|Cooper|Thompson|Hayes|Morgan',
    hero: 'Main|Oak|Maple|Washington|Jefferson|Lincoln|Madison|Park|Market|Broad|Pine|Elm|Lake|Second|Third|Fifth|Highland|Monroe|Franklin|Union|State|Church',
  },
  streets:
    '{hero} Street|{hero} Avenue|{hero} Boulevard|{hero} Drive|W {hero} Street|E {hero} Street|N {hero} Avenue|S {hero} Avenue|{hero} Road|Broadway',
  line: '{big} {street}',
}

export const au: Pack = {
  ...en,
  grand:
    'The {noble} {city}|{noble} Harbour Hotel|Hotel {person}|{nature} Lodge & Spa|The {noble} Grand|{nature} Bay Resort',
  middle: '{noble} Hotel|{nature} Motor Inn|Hotel {person}|The {nature} Hotel|{city} {noble} Apartments|{nature} Lodge',
  small:
    '{nature} Motel|{nature} Motor Lodge|The {inn} Hotel|{nature} Backpackers|{nature} Caravan Lodge|{noble} Guest House',
  words: {
    ...en.words,
    noble:
      'Commonwealth|Windsor|Southern Cross|Darling|Macquarie|Federation|Harbourview|Menzies Park|Sovereign|Wellesley|Lambton|Collins|Rundle',
    nature:
      'Banksia|Wattle|Kookaburra|Eucalypt|Coral|Pelican|Kauri|Tui|Kowhai|Jacaranda|Rimu|Bluegum|Lorikeet|Boab|Snow Gum|Pohutukawa',
    person: 'Adelaide|Matilda|Bertram|Lachlan|Harriet|Olive|Sturt|Flinders|Cook|Hobson',
    hero: 'George|Elizabeth|Queen|Bourke|Flinders|Collins|King William|Victoria|Beach|Ocean|Marine|Church|Station|High|Macquarie|Lambton|Esplanade|Albert',
  },
}

export const maghreb: Pack = {
  ...fr,
  grand:
    'Riad {riad}|Palais {palace}|Hôtel {palace} Palace|Dar {riad}|Kasbah {palace}|La Villa {riad}|Riad Palais {palace}',
  middle: 'Riad {riad}|Dar {riad}|Hôtel {plain}|Hôtel {palace}|Riad Dar {riad}|Kasbah {riad}',
  small: 'Dar {riad}|Riad {riad}|Hôtel {plain}|Maison d’hôtes {riad}|Auberge {plain}|Pension {plain}',
  words: {
    ...fr.words,
    riad: 'Yasmine|Zellij|El Amal|Nour|Chorfa|Lalla Aïcha|Zitoun|Al Andalus|Mokhtar|Karmela|Jnane|Farah|Selma|El Bahja|Tizwa|Assala|Dounia|Hayat|Kniza Fleurie|Safar|Rihana|Malika|Noor Charana|El Fenn Rouge|Anika|Sapphire|Badi|Itrane',
    palace: 'Mansour|Bahia|Namaskar Bleu|Saadien|Ommeyad|Carthage|Hannibal|Alaoui|Oudaya|Rhoul|Aghlabide|El Djazaïr',
    plain:
      'Atlas|Les Palmiers|Toubkal|Oasis|La Médina|Ibn Batouta|Essalam|Sahara|Les Orangers|El Minzah Bleu|Averroès|Jugurtha|Nil|Pyramide|Luxor',
    hero: 'Mohammed V|Hassan II|Habib Bourguiba|de la Liberté|Didouche Mourad|Moulay Ismaïl|Ibn Khaldoun|Al Massira|Allal Ben Abdellah|de Fès|Bab Doukkala|Zitoun el Kdim|Talaat Harb|El Tahrir|Corniche',
  },
  streets: 'Derb {riad}|rue {hero}|avenue {hero}|boulevard {hero}|Derb {riad}|place {hero}|rue {hero}',
  line: '{n}, {street}',
}

export const gulf: Pack = {
  grand:
    'Al {noble} Palace|The {noble} {city}|Grand {noble} Hotel|Qasr Al {noble}|{noble} Rawda Garden|Al {noble} Marina Hotel|{noble} Corniche Hotel|Jumana {noble}',
  middle: 'Al {noble} Hotel|{noble} Suites|Al {plain} Hotel Apartments|Hotel {plain}|{plain} Gate Hotel|{noble} Plaza',
  small: 'Al {plain} Guest House|{plain} Hotel|Dar Al {plain}|{noble} Inn|{plain} Residence|Funduq Al {plain}',
  words: {
    noble:
      'Majlis|Noor|Fanar|Diwan|Bustan|Safa|Khaleej|Murjan|Manzil|Hamra|Wasl|Barsha Park|Raha|Mina|Sahab|Naseem|Zahra|Qamar',
    plain:
      'Jawhara|Salam|Waha|Rawda|Karama|Baraka|Nakheel|Sadaf|Falcon|Dhow|Souq|Souk View|Deira Star|Desert Rose|Sharq|Firdaws|Persepolis|Saadi',
    road: 'Sheikh Zayed|King Fahd|Al Corniche|Al Maktoum|Khalid Bin Al Waleed|Al Rigga|Olaya|King Abdulaziz|Salwa|Al Wahda|Prince Sultan|Hamdan|Jumeirah Beach|Sultan Qaboos|Hafez|Valiasr',
  },
  streets: '{road} Road|{road} Street|{road} Road|{road} Street|{road} Avenue',
  line: '{n} {street}',
}

export const levant: Pack = {
  ...gulf,
  grand: 'The {noble} {city}|{noble} Palace Hotel|{noble} Boutique Hotel|Hotel {plain}|The {plain} House|Grand {noble}',
  middle: 'Hotel {plain}|{noble} Hotel|The {plain} Hotel|Beit {house}|{plain} Boutique Hotel',
  small: 'Beit {house}|{plain} Guesthouse|{plain} Hostel|{noble} Inn|Dar {house}|Khan {house}',
  words: {
    noble:
      'King Solomon|Jaffa Gate|Amman Citadel|Phoenicia Park|Petra Moon|Jericho|Galilee|Carmel|Dead Sea|Nabatean|Cedars|Damascus Rose|Rothschild|Levantine',
    plain:
      'Olive Tree|Jerusalem Stone|Pomegranate|Montefiore Court|Bauhaus|Fig Tree|Old City|Market House|Harbour|Sunrise|Cinema Esther|Gordon|Wadi',
    house: 'Shlomo|Al Falamand|Hanna|Sara|Zaman|Al Wardeh|Yafo|Salim|Miriam|Layla',
    road: 'King David|Ben Yehuda|Dizengoff|Rothschild|Allenby|Jaffa|Herzl|Rainbow|King Hussein|Hamra|Al Khalidi|Prophets|Weizmann|Straight|Manger',
  },
  streets: '{road} Street|{road} Street|{road} Boulevard|{road} Road',
}

export const africa: Pack = {
  grand:
    '{animal} Lodge & Spa|The {noble} {city}|{noble} Hotel|{noble} Manor|{tree} Safari Lodge|{noble} Serengeti Garden',
  middle: '{noble} Hotel|{tree} Lodge|{animal} Hotel {city}|{tree} Guest House|{plain} Hotel|{plain} Suites',
  small:
    '{tree} Guest House|{plain} Lodge|{animal} Backpackers|{plain} Inn|{tree} Cottage|{plain} Guest House|{animal} Camp',
  words: {
    noble:
      'Norfolk Park|Victoria|Cape Royal|Nelson Court|Saro Park|Zambezi|Savanna|Kilimanjaro|Table View|Golden Protea|Unity Court|Federal|Ambassador|Crown',
    animal: 'Lion|Elephant|Kudu|Impala|Giraffe|Zebra|Leopard|Fish Eagle|Weaver|Hornbill|Rhino|Oryx',
    tree: 'Acacia|Baobab|Marula|Jacaranda|Fever Tree|Protea|Mopane|Yellowwood|Frangipani|Palm|Mango',
    plain:
      'Sunrise|Jambo|Karibu|Ubuntu|Lake View|Hilltop|Garden|Ocean|Unity|Harmony|Savoy|Protea Hill|Sanaa|Amani|Eko|Akwaaba',
    road: 'Independence|Nelson Mandela|Kenyatta|Moi|Long|Church|Main|Beach|Nkrumah|Samora Machel|Nyerere|Kampala|Airport|Market|Awolowo|Ahmadu Bello|Uhuru|Cairo',
  },
  streets: '{road} Road|{road} Avenue|{road} Street|{road} Road|{road} Drive|{road} Way',
  line: '{n} {street}',
}

export const carib: Pack = {
  grand:
    '{flower} Bay Resort|The {noble} Beach Club|{noble} Great House|{flower} Point Hotel & Spa|The {noble} Plantation House|{bird} Cove Resort',
  middle: '{flower} Beach Hotel|{bird} Inn|The {noble} Hotel|{bird} Bay Hotel|{flower} Court|Coral {noble}',
  small: '{bird} Guest House|{flower} Cottages|{flower} Inn|{bird} Apartments|{bird} Beach Rooms|The {flower} House',
  words: {
    noble:
      'Nelson|Buccaneer|Governor’s|Windward|Leeward|Sugar Mill|Harbour|Colony|Admiral’s|Royal Palm|Trade Winds|Spice Island',
    flower: 'Hibiscus|Bougainvillea|Frangipani|Seagrape|Coconut|Almond|Tamarind|Poinciana|Oleander|Mahogany|Divi|Aloe',
    bird: 'Pelican|Hummingbird|Flamingo|Frigate|Heron|Parrot|Sandpiper|Turtle|Dolphin|Conch|Starfish|Barracuda',
    road: 'Bay|Harbour|Church|Beach|Market|Queen|King|Coral|Lighthouse|Fort|Main|Palm|West Bay|Hastings|Duke',
  },
  streets: '{road} Street|{road} Road|{road} Lane|{road} Drive|{road} Street',
  line: '{n} {street}',
}

export const pacific: Pack = {
  ...carib,
  grand:
    '{flower} Lagoon Resort|{atoll} Island Resort & Spa|The {noble} {city}|{atoll} Overwater Villas|{flower} Beach Resort',
  middle: '{flower} Beach Hotel|Hotel {atoll}|{atoll} Inn|The {flower} Hotel|{noble} Lodge',
  small: '{flower} Guesthouse|{atoll} Beach Fale|{atoll} Lodge|{flower} Bungalows|{atoll} Homestay',
  words: {
    ...carib.words,
    noble: 'Outriver Garden|Grand Pacific Court|Captain Cook|Southern Cross|Trade Winds|Coral Coast',
    flower: 'Frangipani|Tiare|Hibiscus|Pandanus|Coconut|Breadfruit|Plumeria|Tamanu|Noni|Taro',
    atoll: 'Moana|Vaiana|Manta|Kuredu Blue|Lagoona|Motu|Nalu|Manava|Dhoni|Veli|Matira|Tiki',
  },
}
