/** What the seed knows of a country. `price` is what a plain three-star double costs there in whole euros. */
export type Country = {
  code: string
  currency: string
  /** Whose words its hotels and streets use: a key of `names/`. */
  pack: string
  /** VAT or sales tax within the price, in bps. 0: the price is told without it (see taxes.ts). */
  vatBps: number
  calling: string
  price: number
  /** How many more hotels a place has than its inhabitants would let expect. */
  tourism: number
}

// code currency pack vatBps calling price tourism. Where no card can be charged in the country's own currency (Cuba, Iran,
// Venezuela...), hotels that sell to strangers quote US dollars, and so do these.
const table = `
AQ USD en 0 672 200 1|GS GBP en 0 500 150 1|TF EUR fr 0 262 150 1
AD EUR es 450 376 95 6|AE AED gulf 500 971 105 3|AF AFN gulf 1000 93 40 .1|AG XCD carib 1700 1268 150 6|AI XCD carib 1300 1264 190 6|AL ALL balkan 600 355 55 2|AM AMD ru 2000 374 50 1.2|AO AOA pt 700 244 90 .2
AR ARS la 2100 54 65 .8|AS USD us 0 1684 110 1|AT EUR de 1000 43 110 3|AU AUD au 1000 61 115 1.8|AW AWG carib 700 297 190 6|AX EUR nordic 1400 358 105 3|AZ AZN turk 1800 994 60 .7|BA BAM balkan 1700 387 60 1.2
BB BBD carib 1000 1246 180 5|BD BDT india 1500 880 40 .12|BE EUR nl 1200 32 105 1.8|BF XOF afrique 1800 226 55 .15|BG EUR balkan 900 359 60 1.8|BH BHD gulf 1000 973 85 1.5|BI BIF afrique 1800 257 60 .1|BJ XOF afrique 1800 229 55 .2
BL EUR fr 0 590 280 5|BM BMD carib 0 1441 250 5|BN BND malay 0 673 75 1|BO BOB la 1300 591 50 .6|BQ USD carib 600 599 150 5|BR BRL br 500 55 60 .8|BS BSD carib 1000 1242 180 5|BT USD india 0 975 75 2
BW BWP africa 1400 267 80 .8|BY BYN ru 2000 375 55 .5|BZ BZD carib 900 501 95 3|CA CAD us 0 1 120 1.8|CC AUD au 0 61 130 1|CD CDF afrique 1600 243 80 .08|CF XAF afrique 1900 236 80 .1|CG XAF afrique 1800 242 80 .15
CH CHF de 380 41 170 2.6|CI XOF afrique 1800 225 70 .25|CK NZD pacific 1500 682 160 5|CL CLP la 1900 56 80 .9|CM XAF afrique 1925 237 60 .15|CN CNY china 600 86 55 .5|CO COP la 1900 57 50 .7|CR CRC la 1300 506 85 3
CU USD la 1000 53 60 1.4|CV CVE pt 1500 238 70 4|CW USD carib 700 599 140 5|CX AUD au 0 61 120 1|CY EUR greek 900 357 95 5|CZ CZK czech 1200 420 75 2.4|DE EUR de 700 49 100 1.9|DJ DJF afrique 1000 253 95 .3
DK DKK nordic 2500 45 125 2|DM XCD carib 1000 1767 130 4|DO DOP la 1800 1809 85 2.2|DZ DZD maghreb 900 213 55 .4|EC USD la 1500 593 55 .8|EE EUR nordic 2400 372 75 2.2|EG EGP maghreb 1400 20 50 .7|EH MAD maghreb 1000 212 50 .5
ER USD africa 500 291 60 .2|ES EUR es 1000 34 100 3.2|ET ETB africa 1500 251 60 .15|FI EUR nordic 1400 358 110 1.8|FJ FJD pacific 1500 679 125 4|FK FKP en 0 500 120 2|FM USD pacific 500 691 100 1.5|FO DKK nordic 2500 298 130 3
FR EUR fr 1000 33 105 3.2|GA XAF afrique 1800 241 85 .3|GB GBP en 2000 44 115 2.2|GD XCD carib 1000 1473 150 5|GE GEL ru 1800 995 50 1.8|GF EUR fr 0 594 95 1|GG GBP en 0 44 125 3|GH USD africa 1500 233 70 .25
GI GIP en 0 350 120 2|GL DKK nordic 0 299 180 3|GM GMD africa 1500 220 60 .7|GN GNF afrique 1800 224 70 .15|GP EUR fr 850 590 120 3|GQ XAF la 1500 240 90 .2|GR EUR greek 1300 30 85 4|GT GTQ la 1200 502 60 .8
GU USD us 0 1671 130 4|GW XOF pt 1900 245 60 .2|GY GYD carib 1400 592 90 .6|HK HKD china 0 852 110 1.4|HN HNL la 1500 504 60 .5|HR EUR balkan 1300 385 90 4|HT HTG afrique 1000 509 80 .15|HU HUF magyar 500 36 70 2
ID IDR malay 1100 62 38 .6|IE EUR en 1350 353 130 2.8|IL ILS levant 1700 972 140 1.3|IM GBP en 2000 44 100 2.5|IN INR india 1200 91 38 .3|IO USD en 0 246 100 1|IQ USD gulf 0 964 60 .2|IR USD gulf 1000 98 45 .3
IS ISK nordic 1100 354 170 5|IT EUR it 1000 39 105 3.4|JE GBP en 500 44 130 3|JM JMD carib 1000 1876 120 2.5|JO JOD levant 800 962 75 1.3|JP JPY japan 1000 81 90 1.6|KE KES africa 1600 254 75 .5|KG KGS ru 1200 996 40 .8
KH KHR viet 1000 855 38 1.4|KI AUD pacific 1250 686 95 1|KM KMF afrique 1000 269 75 .6|KN XCD carib 1000 1869 170 5|KP USD korea 0 850 60 .05|KR KRW korea 1000 82 75 1.2|KW KWD gulf 0 965 95 .8|KY KYD carib 0 1345 260 6
KZ KZT ru 1600 7 55 .6|LA LAK viet 1000 856 35 1.5|LB LBP levant 1100 961 85 1|LC XCD carib 1000 1758 170 5|LI CHF de 380 423 160 3|LK LKR india 1800 94 45 1.4|LR LRD africa 1500 231 80 .15|LS LSL africa 1500 266 55 .4
LT EUR nordic 1200 370 65 1.5|LU EUR fr 300 352 120 2|LV EUR nordic 1200 371 65 1.5|LY USD maghreb 0 218 60 .1|MA MAD maghreb 1000 212 60 1.6|MC EUR fr 1000 377 220 8|MD MDL ru 800 373 50 .6|ME EUR balkan 1500 382 70 4
MF EUR fr 400 590 170 4|MG MGA afrique 2000 261 45 .3|MH USD pacific 400 692 100 1.2|MK MKD balkan 500 389 50 1.2|ML XOF afrique 1800 223 55 .12|MM MMK viet 500 95 35 .4|MN MNT ru 1000 976 55 .8|MO MOP china 500 853 100 2.2
MP USD us 0 1670 110 4|MQ EUR fr 850 596 120 3|MR USD maghreb 1600 222 65 .2|MS XCD carib 1000 1664 120 2|MT EUR it 700 356 95 4.5|MU MUR afrique 1500 230 95 3.4|MV MVR pacific 1700 960 210 7|MW MWK africa 1650 265 60 .2
MX MXN la 1600 52 70 1.2|MY MYR malay 800 60 45 1.1|MZ MZN pt 1600 258 75 .3|NA NAD africa 1500 264 75 2|NC XPF fr 600 687 125 2|NE XOF afrique 1900 227 60 .1|NF AUD au 1200 672 120 2|NG NGN africa 750 234 65 .15
NI NIO la 1500 505 45 .8|NL EUR nl 2100 31 125 2|NO NOK nordic 1200 47 125 2.2|NP NPR india 1300 977 38 1|NR AUD pacific 0 674 110 1|NU NZD pacific 1250 683 120 2|NZ NZD au 1500 64 115 2.2|OM OMR gulf 500 968 85 1.3
PA PAB la 1000 507 75 1.4|PE PEN la 1000 51 55 .9|PF XPF fr 500 689 190 4|PG PGK pacific 1000 675 110 .3|PH PHP malay 1200 63 50 .6|PK PKR india 1600 92 40 .12|PL PLN polish 800 48 65 1.5|PM EUR fr 0 508 110 2
PN NZD pacific 0 64 90 1|PR USD la 0 1787 140 2.2|PS ILS levant 1600 970 65 .5|PT EUR pt 600 351 90 3.6|PW USD pacific 1000 680 140 4|PY PYG la 1000 595 50 .5|QA QAR gulf 0 974 105 2|RE EUR fr 210 262 95 1.6
RO RON roman 900 40 60 1.1|RS RSD balkan 1000 381 60 1.2|RU RUB ru 0 7 50 .6|RW RWF africa 1800 250 75 .6|SA SAR gulf 1500 966 95 1|SB SBD pacific 1000 677 110 .8|SC SCR afrique 1500 248 190 6|SD USD gulf 1700 249 60 .08
SE SEK nordic 1200 46 110 1.9|SG SGD malay 900 65 140 1.4|SH SHP en 0 290 95 2|SI EUR balkan 950 386 90 2.6|SJ NOK nordic 0 47 160 5|SK EUR czech 500 421 65 1.4|SL SLE africa 1500 232 70 .2|SM EUR it 1700 378 85 4
SN XOF afrique 1000 221 70 .5|SO USD africa 500 252 70 .05|SR SRD nl 1000 597 75 .8|SS USD africa 1800 211 100 .08|ST USD pt 1500 239 75 1.5|SV USD la 1300 503 65 .7|SX USD carib 500 1721 160 5|SY USD levant 0 963 40 .15
SZ SZL africa 1500 268 60 .5|TC USD carib 1200 1649 280 7|TD XAF afrique 1900 235 85 .08|TG XOF afrique 1800 228 55 .25|TH THB thai 700 66 42 1.8|TJ TJS ru 1400 992 45 .4|TL USD malay 250 670 70 .6|TM USD ru 1500 993 55 .3
TK NZD pacific 0 690 90 1|TN TND maghreb 700 216 50 1.6|TO TOP pacific 1500 676 105 2|TR TRY turk 1000 90 65 1.6|TT TTD carib 1250 1868 100 1|TV AUD pacific 0 688 95 1|TW TWD china 500 886 75 1.1|TZ TZS africa 1800 255 80 .5|UA UAH ru 2000 380 45 .4
UG UGX africa 1800 256 65 .3|US USD us 0 1 130 1.9|UY UYU la 1000 598 75 1.4|UZ UZS ru 1200 998 45 .8|VA EUR it 0 39 120 6|VC XCD carib 1100 1784 150 4|VE USD la 1600 58 55 .3|VG USD carib 0 1284 200 6
VI USD carib 0 1340 190 6|VN VND viet 800 84 38 1|VU VUV pacific 1250 678 120 2|WF XPF fr 0 681 95 1|WS WST pacific 1500 685 115 2|XK EUR balkan 800 383 45 .8|YE YER gulf 500 967 45 .1|YT EUR fr 0 262 90 1
ZA ZAR africa 1500 27 60 1.1|ZM ZMW africa 1600 260 75 .4|ZW USD africa 1500 263 80 .5
`

export const countries: ReadonlyMap<string, Country> = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((line) => {
      const [code = '', currency = '', pack = '', vat, calling = '', price, tourism] = line.trim().split(' ')
      return [
        code,
        { code, currency, pack, vatBps: Number(vat), calling, price: Number(price), tourism: Number(tourism) },
      ]
    }),
)

const unknown: Country = { code: '', currency: 'USD', pack: 'en', vatBps: 0, calling: '1', price: 70, tourism: 0.5 }

/** Parts of a country that speak its neighbour's tongue, or another of its own: "country region". */
const tongues: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fr: ['CH Geneva', 'CH Vaud', 'CH Neuchâtel', 'CH Jura', 'BE Wallonia', 'BE Brussels-Capital', 'CA Quebec'],
    it: ['CH Ticino'],
  }).flatMap(([pack, regions]) => regions.map((region) => [region, pack] as const)),
)

/** Whose words a town's hotels and streets use. */
export const packNameOf = ({ country, region }: { country: string; region: string | null }): string =>
  tongues.get(`${country} ${region ?? ''}`) ?? countryOf(country).pack

export const countryOf = (code: string): Country => countries.get(code) ?? { ...unknown, code }
