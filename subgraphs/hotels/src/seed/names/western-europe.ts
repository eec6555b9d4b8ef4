import type { Pack } from './pack.ts'

export const fr: Pack = {
  grand:
    'Grand Hôtel {of}|Hôtel {noble}|Le {house}|Château {of}|Hôtel Particulier {of}|Maison {family}|Hôtel {noble} Palace|Le Grand {house}|Domaine {of}|Villa {villa}',
  middle:
    'Hôtel {of}|Hôtel {noble}|Hôtel {plain}|Le {house}|Maison {family}|Hôtel {saint}|Villa {villa}|Hôtel Le {house}|Hôtel {of}',
  small:
    'Hôtel {plain}|Auberge {of}|Pension {family}|Hôtel {saint}|Chambres d’hôtes {villa}|Le Petit {house}|Hôtel {of}|Relais {of}|La Maison {of}',
  words: {
    of: 'des Arts|du Palais|de la Paix|des Tuileries|du Pont Neuf|des Grands Hommes|de la Cathédrale|du Parc|des Augustins|du Lion d’Or|de la Gare|du Commerce|des Voyageurs|de la Place|du Théâtre|des Célestins|du Vieux Port|de l’Abbaye|du Musée|des Remparts|de la Tour|du Château|de l’Univers|des Tilleuls|de la Plage|des Dunes|du Lavoir|de l’Étoile',
    noble:
      'Bristol|Régina|Lutèce|Victoria|Astoria|Beauvau|Royal|Windsor|Napoléon|Mirabeau|Montaigne|Voltaire|Molière|Richelieu|Chopin|Balzac|Vauban|Colbert|Lamartine|Haussmann',
    plain:
      'Bellevue|Beauséjour|Central|Terminus|Printania|Les Glycines|Mon Repos|Bon Accueil|Les Tourelles|L’Escale|Les Mouettes|La Renaissance|Belle Époque|Les Oliviers|Le Clos Fleuri|Les Iris|Azur|Les Bains|Le Moulin Rouge d’Eau',
    house:
      'Cygne|Refuge|Pavillon|Belvédère|Phare|Clos|Passage|Marronnier|Marquis|Jardin|Balcon|Cheval Blanc|Cerf|Moulin|Carrousel|Colombier|Panache|Verger|Vieux Logis',
    family:
      'Lavoisier|Delacroix|Rousselot|Beaumarchais|Duval|Favart|Lancel|Mercier|Colette|Armand|Breguet|Soubise|Chabrol|Vauquelin|Marchand|Perrault|Courcelles',
    villa:
      'Madeleine|Eugénie|Marguerite|Garance|Joséphine|Colombe|Rosalie|Valentine|Augustine|Célestine|Clémence|Louise',
    saint:
      'Saint-Georges|Saint-Louis|Sainte-Anne|Saint-Michel|Saint-Pierre|Saint-Honoré|Saint-Martin|Sainte-Claire|Saint-Sulpice|Saint-Nicolas',
    hero: 'Victor Hugo|Jean Jaurès|Gambetta|de la République|Émile Zola|Pasteur|du Général de Gaulle|Voltaire|Carnot|Thiers|Lafayette|Jean Moulin|de Strasbourg|Jules Ferry|de Verdun|Jeanne d’Arc',
  },
  streets:
    'rue {hero}|rue {of}|avenue {hero}|boulevard {hero}|place {of}|rue {saint}|quai {of}|allée {of}|impasse {of}|cours {hero}',
  line: '{n} {street}',
}

export const afrique: Pack = {
  ...fr,
  grand:
    'Hôtel {grandplain}|{grandplain} Palace|Résidence {plain}|Grand Hôtel {of}|Hôtel {tree} Resort|Le {grandplain}',
  middle: 'Hôtel {plain}|Hôtel {tree}|Résidence {plain}|Auberge {of}|Le {tree}|Hôtel {grandplain}',
  small: 'Auberge {tree}|Hôtel {plain}|Maison {tree}|Campement {of}|Relais {of}|Auberge {of}',
  words: {
    ...fr.words,
    tree: 'Baobab|Karité|Flamboyant|Palmier|Fromager|Manguier|Néré|Cocotier|Kapokier|Ylang-Ylang|Vétiver|Ravinala',
    plain:
      'Teranga|Ivoire|Savane|Sahel|Étoile du Sud|Lagune|Ténéré|Soleil|Harmonie|Faso|Équateur|Océan|Espérance|Concorde|La Corniche',
    grandplain: 'Atlantique|Présidentiel|Indépendance|Novel|Lagon|Azalée|Laïco|Monarque|Royal Beach|Continental',
    of: 'du Fleuve|de l’Amitié|des Pêcheurs|de la Corniche|du Lac|des Artistes|de la Lagune|du Port|des Cascades|de l’Océan',
    hero: 'de l’Indépendance|de la République|du Général de Gaulle|Kwame Nkrumah|Patrice Lumumba|Félix Houphouët-Boigny|de la Liberté|de l’Union africaine|Léopold Sédar Senghor',
  },
}

export const nl: Pack = {
  grand:
    'Grand Hotel {noble}|Hotel {noble}|De {house} Hotel|{noble} Palace|Hotel Huis {family}|The {house} House|Landgoed {estate}',
  middle:
    'Hotel De {house}|Hotel {noble}|Hotel {plain}|Hotel ’t {little}|De Gouden {house}|Hotel {family}|Hotel aan de {water}',
  small:
    'Herberg De {house}|Hotel {plain}|Pension {family}|Logement ’t {little}|B&B De {house}|Hotel De Kleine {house}|Pension aan de {water}',
  words: {
    noble:
      'Wilhelmina|Prinsenhof|Krasna Park|Victoria|Amstelhof|Des Indes|Koningshof|Astoria|Oranje|Willem de Zwijger|Rubens|Van Dyck|Erasmus|Metropool',
    house:
      'Zwaan|Leeuw|Pauw|Druif|Reiger|Molen|Ster|Zon|Halve Maan|Roos|Ploeg|Arend|Eenhoorn|Valk|Kroon|Anker|Tulp|Haas|Waag|Pelikaan|Bonte Koe',
    little: 'Hofje|Pakhuis|Sluisje|Klooster|Veerhuis|Raadhuis|Torentje|Schippershuis|Anker|Haasje|Kapelletje',
    plain:
      'Centrum|Museumzicht|Vondelzicht|Hortus|Keizersgracht Zicht|Bellevue|Boszicht|Zeezicht|Duinrand|Maaszicht|Leliegracht|Singelzicht',
    family: 'Van der Meer|De Vries|Van Loon|Bakker|Jansen|Six|Van Houten|Claes|De Bruyne|Mertens|Verhaegen|Van Eyck',
    water: 'Amstel|Gracht|Vecht|Leie|Maas|Kade|Rijn|Vliet|Sluis|Haven',
    estate: 'Zonnehof|Beukenrode|De Hoge Berg|Eikenhorst|Duinzigt|Rozendal',
    hero: 'Wilhelmina|Prins Hendrik|Koningin Emma|Rembrandt|Van Gogh|Vondel|Spinoza|Erasmus|Oranje|Juliana',
  },
  streets:
    '{hero}straat|{hero}kade|Kerkstraat|Hoogstraat|Nieuwstraat|Molenweg|{hero}plein|{hero}laan|Stationsstraat|Prinsengracht|Herengracht|Grote Markt|Zandstraat|Oude Haven',
  line: '{street} {n}',
}

export const de: Pack = {
  grand:
    'Grand Hotel {noble}|Hotel {noble}|Schlosshotel {castle}|Hotel {kings}|Palais {family}|Hotel {noble} Palais|Parkhotel {castle}|Romantik Hotel {house}|Kurhotel {castle}',
  middle:
    'Hotel {house}|Hotel {plain}|Hotel {kings}|Gasthof {house}|Hotel {family}|Hotel am {at}|Landhotel {house}|Stadthotel {plain}|Hotel {noble}',
  small:
    'Gasthof {house}|Pension {family}|Gästehaus {family}|Pension am {at}|Gasthaus {house}|Hotel {plain}|Pension {plain}|Landgasthof {house}|Haus {family}',
  words: {
    noble:
      'Bayerischer Hof|Königshof|Excelsior|Vier Türme|Kaiserin Elisabeth|Fürstenhof|Atlantic|Adler Garten|Sächsische Linde|Bristol|Metropol|Splendid|Prinzregent|Elisabethpark|Reichshof|Regina|Savoy|Kronprinz',
    kings:
      'Kaiserhof|König Ludwig|Prinz Eugen|Maximilian|Herzog Heinrich|Kurfürst|Erzherzog Johann|Reichsadler|Königin Luise',
    castle:
      'Rosenau|Hohenstein|Lindenfels|Wolfsbrunn|Schönblick|Falkenstein|Seeburg|Marienthal|Waldau|Sonnenberg|Bergfried',
    house:
      'Goldener Hirsch|Zum Löwen|Schwarzer Adler|Zur Post|Weißes Rössl|Goldene Krone|Zum Ochsen|Zur Linde|Blauer Bock|Drei Mohrenköpfe|Zur Sonne|Goldener Engel|Alte Mühle|Zum Bären|Rotes Ross|Zum Anker|Goldene Traube|Grüner Baum|Zum Schwan|Alte Schmiede',
    plain:
      'Central|Europa|Jedermann|Seeblick|Waldfrieden|Alpenrose|Edelweiß|Sonnenhof|Bergblick|Rheingold|Stadtblick|Domspatz|Altstadt|Lindenhof|Schillerhof|Mozart|Enzian|Tannenhof|Elbblick|Isartor',
    family:
      'Müller|Huber|Gruber|Wagner|Schneider|Hofmann|Steiner|Lindner|Moser|Brandl|Bauer|Kessler|Zimmermann|Reiter|Vogel|Ammann|Hürlimann|Pichler',
    at: 'Markt|Dom|Stadtpark|See|Hofgarten|Rathaus|Schlossberg|Gendarmenmarkt|Viktualienmarkt|Brunnen|Wald|Ring|Theater|Zoo|Hafen|Münster',
    hero: 'Goethe|Schiller|Mozart|Bahnhof|Kaiser|Garten|Linden|Schloss|Brunnen|Kirch|Marien|Leopold|Maximilian|Friedrich|Ludwig|Karl|Rosen|Beethoven|Haupt|Post',
  },
  streets:
    '{hero}straße|{hero}straße|{hero}gasse|{hero}platz|{hero}allee|Am {at}|{hero}weg|{hero}ring|An der {hero}brücke',
  line: '{street} {n}',
}

export const en: Pack = {
  grand:
    'The {noble}|The Royal {noble}|{manor} Manor Hotel|The {noble} Grand|{manor} Hall|The {noble} Hotel & Spa|{manor} House Hotel|The Old {trade} Hotel|{manor} Castle Hotel|{family}’s Hotel',
  middle:
    'The {noble} Hotel|The {inn}|The {family} Arms|{manor} House|{plain} Hotel|The {manor} Lodge|The Old {trade}|Hotel {noble}|{family}’s Townhouse',
  small:
    'The {inn}|{plain} Guest House|The {family} Arms|{manor} Cottage Rooms|The {inn} Inn|{plain} Lodge|{family}’s B&B|The Old {trade}|{plain} House',
  words: {
    noble:
      'Clarendon|Grosvenor|Belgravia|Albany|Marlborough|Pembroke|Arlington|Cavendish|Devonshire|Windermere|Lansdowne|Beaumont|Wellington|Balmoral Park|Cumberland|Sandringham|Caledonian|Shelbourne Green|Langley|Portland',
    manor:
      'Ashcombe|Hartwell|Greywalls|Thornbury|Fairfield|Ravenscroft|Kingsley|Willowbrook|Larkfield|Blackthorn|Roundhay|Elmhurst|Heatherdene|Foxcote|Milverton|Oakhampton|Glenmore|Castlewood',
    inn: 'Red Lion|White Hart|King’s Head|Swan|Black Bull|Fox and Hounds|Golden Fleece|Bell|Plough|Crown|Royal Oak|George|Angel|Three Tuns|Ship|Talbot|Rose and Thistle|Green Man',
    trade: 'Vicarage|Rectory|Granary|Custom House|Exchange|Mill|Post Office|Bank|School|Brewery|Watch House|Ropewalk',
    plain:
      'Seaview|Parkside|Riverside|Abbey|Bridge|Station|Meadow|Cliffside|Harbour|Garden|Ivy|Beech|Orchard|Craigmore|Rosemount|Bayview|Hillcrest|Summerhill',
    family:
      'Percy|Stanley|Warwick|Devon|Russell|Hastings|Fitzgerald|Butler|Campbell|Murray|Howard|Seymour|O’Connell|Kerr|Douglas|Talbot|Harcourt',
    hero: 'Victoria|Albert|King|Queen|Church|High|Station|Park|Market|Castle|Bridge|George|Chapel|Mill|London|New|York|Princes|Wellington|Cross',
  },
  streets:
    '{hero} Street|{hero} Road|{hero} Lane|{hero} Terrace|{hero} Place|{hero} Gardens|{hero} Square|{hero} Row|{hero} Crescent|The Parade',
  line: '{n} {street}',
}

export const nordic: Pack = {
  grand:
    'Grand Hotel {noble}|Hotel {noble}|{noble} Hotel & Spa|Hotel {place}|{manor} Herregård|The {noble}|Hotel Kong {king}|Scala {place} Hotel',
  middle:
    'Hotel {place}|Hotel {plain}|{plain} Hotel|Hotel Kong {king}|Hotel {noble}|{manor} Gård|Hotell {nature}|Hotel {nature}',
  small:
    'Pensionat {plain}|Gjestehus {nature}|Vandrerhjem {nature}|{nature} Guesthouse|Hotel {plain}|{manor} Gård|Gästhus {person}|{person}s Pensjonat',
  words: {
    noble:
      'Kronborg|Amalienborg|Bellevue|Sankt Petri|Admiral Park|Kongsgård|Phoenix Nord|Bristol|Continental|Rosenholm|Vasa|Kämp Park|Esplanad|Skeppsbron|Christiania|Børsen',
    place:
      'Nyhavn|Torvet|Strandvejen|Slottsparken|Gamla Stan|Havnen|Bryggen|Kungsholm|Esplanaden|Stortorget|Karlaplan|Vesterbro|Södra|Frogner',
    plain:
      'Nordlys|Polaris|Midnattssol|Aurora|Nordica|Viking|Skandia|Malmen|Terminus|Norden|Baltic|Hansa|Birger|Opera|Linné|Tivoli',
    nature: 'Fjord|Skog|Birk|Furu|Elgen|Havørn|Tinden|Lyng|Bjørk|Svane|Strand|Foss|Kaurismaa|Järv|Saari|Lagūna',
    manor: 'Solvang|Lindholm|Ekeby|Granlund|Sjøholt|Bergstad|Utne|Rosendal|Öland|Tammsaare',
    person: 'Ingrid|Astrid|Sigrid|Maja|Karin|Solveig|Anna|Liv|Helga|Freja|Aino|Marta',
    king: 'Frederik|Håkon|Oscar|Christian|Olav|Gustav|Valdemar|Harald',
    hero: 'Kongens|Dronningens|Store|Lille|Nørre|Vester|Øster|Sønder|Storm|Kirke|Skole|Havne|Strand|Park|Karl Johans|Drottning|Kungs|Bredgade|Linné|Vasa',
  },
  streets: '{hero} gade|{hero}gatan|{hero} gate|{hero}vejen|{hero} plads|{hero}torget|{hero}veien|{hero} allé',
  line: '{street} {n}',
}
