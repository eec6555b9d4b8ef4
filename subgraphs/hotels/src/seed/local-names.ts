import { foldName } from '../domain/place-name.ts'

/** Scripts of the countries that do not write in Latin letters, as one Unicode class each. */
const scripts: Record<string, string> = {
  Arab: 'AE BH DZ EG IQ IR JO KW LB LY MA MR OM QA SA SD SY TN YE PS',
  Cyrl: 'RU UA BY BG RS MK',
  Grek: 'GR CY',
  Hang: 'KR KP',
  Thai: 'TH',
  Hebr: 'IL',
  Geor: 'GE',
  Armn: 'AM',
  Khmr: 'KH',
  Laoo: 'LA',
  Mymr: 'MM',
  Beng: 'BD',
  Deva: 'NP',
  Ethi: 'ET',
  Sinh: 'LK',
  Tibt: 'BT',
}
const scriptOf = new Map(
  Object.entries(scripts).flatMap(([script, codes]) =>
    codes.split(' ').map((code) => [code, new RegExp(`^[\\p{Script=${script}}\\p{M} .’'-]+$`, 'u')] as const),
  ),
)

/** All signs that a legacy character set can write: the surest list of what is Japanese, simplified or traditional Chinese. */
function signsOf(encoding: string, leads: [number, number], trails: [number, number]): ReadonlySet<string> {
  const decoder = new TextDecoder(encoding)
  const signs = new Set<string>()
  for (let lead = leads[0]; lead <= leads[1]; lead++)
    for (let trail = trails[0]; trail <= trails[1]; trail++) {
      const sign = decoder.decode(Uint8Array.of(lead, trail))
      if (sign.length === 1 && sign !== '\ufffd') signs.add(sign)
    }
  return signs
}
const han: Record<string, () => ReadonlySet<string>> = {
  JP: () => signsOf('euc-jp', [0xa1, 0xfe], [0xa1, 0xfe]),
  CN: () => signsOf('gbk', [0xa1, 0xf7], [0xa1, 0xfe]),
  TW: () => signsOf('big5', [0xa1, 0xf9], [0x40, 0xfe]),
  HK: () => signsOf('big5', [0xa1, 0xf9], [0x40, 0xfe]),
  MO: () => signsOf('big5', [0xa1, 0xf9], [0x40, 0xfe]),
}
const madeSigns = new Map<string, ReadonlySet<string>>()

const persian = /[\u064B-\u0652]|[یکگپچژھەےۆڕڵہ]/

/** Signs of one country's spelling that its neighbours in the same script use and it does not. */
const foreign: Record<string, RegExp> = {
  AE: persian,
  BH: persian,
  DZ: persian,
  EG: persian,
  IQ: persian,
  JO: persian,
  KW: persian,
  LB: persian,
  LY: persian,
  MA: persian,
  MR: persian,
  OM: persian,
  PS: persian,
  QA: persian,
  SA: persian,
  SD: persian,
  SY: persian,
  TN: persian,
  YE: persian,
  IR: /[\u064B-\u0652]|[يكةأإى]/,
  RU: /[іїєґўјљњћђџқғүұөәһӣӯҳҷҝӂѣ]/i,
  UA: /[ыэъёўјқғ]/i,
  BY: /[ищъїєґ]/i,
  BG: /[ыэёіїєў]/i,
  RS: /[ыэёщъіїєйюя]/i,
  MK: /[ыэёщъіїєйюяћђ]/i,
}

/** Places known abroad by another name, where the data name them so: by country and that name. */
const known: Record<string, string> = Object.fromEntries(
  `DE Munich München|DE Cologne Köln|DE Nuremberg Nürnberg|DE Hanover Hannover|DE Brunswick Braunschweig|AT Vienna Wien|CH Geneva Genève|CH Lucerne Luzern|CH Zurich Zürich|ES San_Sebastián Donostia|PT Lisbon Lisboa|ES Seville Sevilla|ES Zaragoza Zaragoza
IT Rome Roma|IT Milan Milano|IT Turin Torino|IT Venice Venezia|IT Florence Firenze|IT Naples Napoli|IT Genoa Genova|IT Padova Padova|IT Mantova Mantova|IT Syracuse Siracusa|IT Bolzano Bolzano|CZ Prague Praha|CZ Pilsen Plzeň|PL Warsaw Warszawa
DK Copenhagen København|PL Krakow Kraków|SE Gothenburg Göteborg|NL The_Hague Den_Haag|BE Brussels Bruxelles|BE Antwerp Antwerpen|BE Ghent Gent|BE Bruges Brugge|BE Leuven Leuven|BE Mechelen Mechelen|LU Luxembourg Lëtzebuerg|RO Bucharest București|RS Belgrade Београд|TR Istanbul İstanbul|TR Izmir İzmir
FI Helsinki Helsinki|IS Reykjavík Reykjavík|IE Dublin Baile_Átha_Cliath|IE Cork Corcaigh|IE Galway Gaillimh|GR Rhodes Ρόδος|GR Patras Πάτρα|GR Heraklion Ηράκλειο|CA Quebec_City Québec|CA Montreal Montréal|JP Nara 奈良|MX Mexico_City Ciudad_de_México|GT Guatemala_City Ciudad_de_Guatemala|PA Panamá Panamá|CU Havana La_Habana|VN Hanoi Hà_Nội|VN Ho_Chi_Minh_City Thành_phố_Hồ_Chí_Minh|VN Da_Nang Đà_Nẵng|VN Haiphong Hải_Phòng|VN Nha_Trang Nha_Trang
MA Marrakesh مراكش|MA Casablanca الدار_البيضاء|MA Fez فاس|MA Tangier طنجة|MA Rabat الرباط|MA Agadir أكادير|EG Cairo القاهرة|EG Alexandria الإسكندرية|AE Dubai دبي|AE Abu_Dhabi أبوظبي|SA Riyadh الرياض|SA Mecca مكة|QA Doha الدوحة|IL Jerusalem ירושלים|IL Tel_Aviv תל_אביב-יפו|GR Athens Αθήνα|GR Thessaloniki Θεσσαλονίκη|CY Nicosia Λευκωσία|GE Tbilisi თბილისი|BG Sofia София|SA Medina المدينة_المنورة|EG Suez السويس|GR Piraeus Πειραιάς|RS Niš Ниш
JP Tokyo 東京|JP Osaka 大阪|JP Kyoto 京都|JP Sapporo 札幌|JP Nagoya 名古屋|JP Yokohama 横浜|JP Fukuoka 福岡|JP Hiroshima 広島|JP Kobe 神戸|KR Seoul 서울|KR Busan 부산|CN Beijing 北京|CN Shanghai 上海|CN Guangzhou 广州|CN Shenzhen 深圳|CN Chengdu 成都|CN Xi’an 西安|CN Hangzhou 杭州|TW Taipei 台北|HK Hong_Kong 香港|TH Bangkok กรุงเทพมหานคร|IN Mumbai मुंबई|IN Delhi दिल्ली|IN New_Delhi नई_दिल्ली|IN Kolkata কলকাতা|IN Chennai சென்னை|IN Bengaluru ಬೆಂಗಳೂರು|IN Hyderabad హైదరాబాద్|RU Moscow Москва|RU Saint_Petersburg Санкт-Петербург|UA Kyiv Київ|UA Odessa Одеса|UA Lviv Львів`
    .split(/[|\n]/)
    .map((line) => {
      const [country = '', name = '', local = ''] = line.split(' ')
      return [`${country} ${name.replaceAll('_', ' ')}`, local.replaceAll('_', ' ')]
    }),
)

/**
 * How the people who live there write the place's name, when it differs from `name`. The data give all names without
 * their languages: the country's script (and its own signs within it) tells which is theirs; the shortest is the plain one.
 */
export function localNameOf(country: string, name: string, alternates: readonly string[]): string | null {
  const sure = known[`${country} ${name}`]
  if (sure !== undefined) return sure === name ? null : sure
  const wanted = nativeTest(country)
  if (!wanted) return null
  const native = alternates.filter(wanted)
  if (sounded.test(native[0] ?? '')) return likest(name, native)
  const shortest = native.toSorted((a, b) => a.length - b.length)[0] ?? null
  return native.find((alternate) => alternate === `ال${shortest}`) ?? shortest // Arabic names keep their article
}

const sounded = /^[\p{Script=Cyrillic}\p{Script=Greek}]/u
const sounds: Record<string, string> = Object.fromEntries(
  'а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ y ы y ь  э e ю yu я ya і i ї yi є ye ґ g ў w ј j љ lj њ nj ћ c ђ d џ dz ѓ g ќ k ѕ dz α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o'
    .split(' ')
    .flatMap((sign, at, all) => (at % 2 === 0 ? [[sign, all[at + 1] ?? '']] : [])),
)

/** Of several names in an alphabet, the one that sounds like the Latin one; null when none does: better no name than a former one. */
function likest(name: string, native: readonly string[]): string | null {
  const wanted = foldName(name).replaceAll(' ', '')
  let [best, least]: [string | null, number] = [null, Math.ceil(wanted.length / 3)]
  for (const alternate of native) {
    const said = Array.from(foldName(alternate).replaceAll(' ', ''))
      .map((sign) => sounds[sign] ?? sign)
      .join('')
    const slips = editDistance(said, wanted)
    const longer = slips === least && best !== null && alternate.length > best.length // Казань, not Казан
    if (slips < least || longer) [best, least] = [alternate, slips]
  }
  return best
}

/** How many letters must be added, dropped or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      )
    row = next
  }
  return row[b.length] ?? 0
}

function nativeTest(country: string): ((name: string) => boolean) | null {
  const makeSigns = han[country]
  if (makeSigns) {
    const signs = madeSigns.get(country) ?? makeSigns()
    madeSigns.set(country, signs)
    return (name) =>
      name.length > 1 &&
      /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(name) &&
      /\p{Script=Han}|\p{Script=Hiragana}/u.test(name) &&
      Array.from(name).every((sign) => signs.has(sign))
  }
  const script = scriptOf.get(country)
  if (!script) return null
  const strange = foreign[country]
  return (name) => name.length > 1 && script.test(name) && !strange?.test(name)
}
