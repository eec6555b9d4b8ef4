/** A house as this company writes it down, which is seldom as others do. */
export type SharedHouse = {
  readonly geonameId: number
  readonly name: string
  readonly address: string
  readonly zip: string
  readonly phone: string
  readonly latitude: number
  readonly longitude: number
  readonly stars: number
  readonly dollars: number
}

/**
 * Real houses sell through several companies: these few are also in the catalogue that this repository seeds, so that it can be seen how a
 * house that two companies sell becomes one. Of one ("am Markt") it cannot be said for certain: its name is longer here, and no telephone is told.
 * The sum is a night in the plainest room for two.
 */
const WRITTEN = `
2267057|HOTEL MONTE VERDE|Rua de São João 15|1130-741|+351 289 403 848|38.71762|-9.13409|2|78
2267057|Memória da Sé, Lisbon|Av. da Liberdade 84|1830-804|00351 345529595|38.71105|-9.13944|4|388
2267057|Pensao Madalena|Praca 25 de Abril 148|1650-221|+351 727 319 521|38.71941|-9.13238|2|101
2867714|Haus Kessler|Ludwiggasse 93|80714|+49 (0)957 428122|48.13829|11.57231|2|116
2867714|Palais Hürlimann am Markt|Gartenstr. 26|80650||48.13979|11.57331|4|262
2867714|Goldener Engel|Kaiserstrasse 1|80318|+49 833 536 198|48.13788|11.58874|3|248
3169070|Contarini Palazzo|Corso Manzoni 67|00175|+39 909 883 928|41.89713|12.50508|4|262
3169070|ROSSINI|Via Bellini 9|00188|+39 917 483 491|41.88719|12.51725|3|152
3169070|Pensione Montefalco|Lungomare Matteotti 45|00107|+39 468367992|41.90821|12.50862|2|93
1857910|Hotel Shinwa|3-21-3 Higashi|600-8045|+81 978-939-526|35.02979|135.76478|5|360
1857910|Kyoto Urban Hotel|8-22-11 Minami|600-8811|+81 494-195-433|35.03551|135.76615|3|140
2988507|Château du Lavoir|74 pl. de la Paix|75007|+33 3 28 54 35 82|48.86418|2.33627|4|174
2988507|LE REFUGE|118 av. de la République|75006|+33 7 32 73 67 27|48.84477|2.35568|3|305
3128760|Palace Reina Cristina|C. Santa Isabel 10|08030|+34 847615298|41.38584|2.16016|4|340
3128760|Hostal Hernandez|C. San Miguel 88|08054|+34 585609504|41.38456|2.15164|2|131
2759794|Hotel Claes|Nieuwstraat 78|1087 PM|+31 321593130|52.37679|4.87735|3|246
2759794|De Gouden Molen Amsterdam|Kerkstraat 37|1010 BN|+31 846235305|52.36347|4.87601|3|238
5128581|The Beatrix Hotel|708 2nd Dr|10020|+1 823-850-578|40.71484|-74.0009|4|259
5128581|Hotel Georgia New York City|835 W Washington St|10035|+1 805-374-898|40.71316|-74.00784|3|214
2761369|Erzherzog Johann|Schlossallee 4|1000|+43 807 900189|48.22222|16.36412|4|251
2761369|Hotel Lindner|Schillerstr. 105|1060|+43 307 415289|48.21241|16.38367|3|207
3067696|Hotel Smetana Prague|Jungmannova 54|120 00|+420 344342745|50.08946|14.41778|4|268
1609350|RUEAN THAI VILLAS|14 Soi Thepprasit 11|10327|+66 849450199|13.75482|100.50175|4|112
1609350|Central House Bangkok|95 Soi Thawewong 11|10005|+66 698628209|13.75598|100.50011|2|38
2761369|Tannenhof Pension|Postring 109|1060|+43 245 159860|48.19309|16.4038|2|124`

export const SHARED_HOUSES: readonly SharedHouse[] = WRITTEN.trim()
  .split('\n')
  .map((line) => {
    const [place, name = '', address = '', zip = '', phone = '', latitude, longitude, stars, dollars] = line.split('|')
    const [geonameId, ...rest] = [place, latitude, longitude, stars, dollars].map(Number)
    return {
      geonameId: geonameId ?? 0,
      name,
      address,
      zip,
      phone,
      latitude: rest[0] ?? 0,
      longitude: rest[1] ?? 0,
      stars: rest[2] ?? 0,
      dollars: rest[3] ?? 0,
    }
  })
