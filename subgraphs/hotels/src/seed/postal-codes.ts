import type { Random } from './random.ts'

const table = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines
      .trim()
      .split(/[|\n]/)
      .map((line) => {
        const at = line.indexOf('=')
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
      }),
  )

/** The shape of a country's codes: # is a digit, @ a letter, all else stands as it is. */
const shapes = table(`
PT=####-###|ES=#####|FR=#####|IT=#####|DE=#####|AT=####|CH=####|BE=####|NL=#### @@|LU=L-####|DK=####|NO=####|SE=### ##|FI=#####|IS=###|IE=@## @###|GB=@@# #@@|PL=##-###|CZ=### ##|SK=### ##|HU=####|RO=######|BG=####|GR=### ##|HR=#####|SI=####|RS=#####|BA=#####|ME=#####
MK=####|AL=####|EE=#####|LV=LV-####|LT=LT-#####|RU=######|UA=#####|BY=######|MD=MD-####|GE=####|AM=####|AZ=AZ ####|KZ=######|TR=#####|IL=#######|US=#####|CA=@#@ #@#|MX=#####|BR=#####-###|AR=@####@@@|CL=#######|CO=######|PE=#####|EC=######|UY=#####|CR=#####|DO=#####
PR=00###|GT=#####|JP=###-####|CN=######|KR=#####|TW=###|TH=#####|VN=######|ID=#####|MY=#####|PH=####|SG=######|IN=######|PK=#####|BD=####|LK=#####|NP=#####|KH=######|AU=####|NZ=####|ZA=####|KE=#####|MA=#####|TN=####|DZ=#####|EG=#####|SA=#####|JO=#####|CY=####|MT=@@@ ####|SN=#####|ET=####|MU=#####
`)

/** The codes of towns that many know. */
const known = table(`
PT Lisbon=1##0-###|PT Porto=4##0-###|PT Faro=8000-###|ES Madrid=280##|ES Barcelona=080##|ES Seville=410##|ES Valencia=460##|ES Granada=180##|FR Paris=7500#|FR Lyon=6900#|FR Marseille=1300#|FR Nice=06#00|FR Bordeaux=33#00|IT Rome=001##|IT Milan=201##|IT Florence=501##|IT Venice=301##|IT Naples=801##|IT Turin=101##
DE Munich=80###|DE Berlin=10###|DE Hamburg=20###|DE Cologne=506##|DE Frankfurt am Main=603##|AT Vienna=10#0|AT Salzburg=5020|CH Zurich=80##|CH Geneva=120#|NL Amsterdam=10## @@|NL Rotterdam=30## @@|BE Brussels=1##0|GB London=W# #@@|GB Edinburgh=EH# #@@|GB Manchester=M# #@@|GB York=YO# #@@|GB Bath=BA# #@@|IE Dublin=D0# @###
DK Copenhagen=1###|SE Stockholm=11# ##|NO Oslo=01##|FI Helsinki=001##|IS Reykjavík=101|CZ Prague=1#0 00|HU Budapest=10##|PL Warsaw=00-###|PL Krakow=31-###|GR Athens=105 ##|TR Istanbul=344##|RU Moscow=101###|MA Marrakesh=40000|JP Tokyo=10#-00##|JP Kyoto=600-8###|JP Osaka=530-00##|KR Seoul=04###|CN Beijing=1000##|CN Shanghai=2000##
TH Bangkok=10###|SG Singapore=0#####|IN Mumbai=4000##|IN New Delhi=1100##|AU Sydney=20##|AU Melbourne=30##|NZ Auckland=10##|US New York City=100##|US Los Angeles=900##|US Chicago=606##|US San Francisco=941##|US Miami=331##|US Las Vegas=891##|US Boston=021##|US New Orleans=701##|US Seattle=981##|US Honolulu=968##
CA Toronto=M5@ #@#|CA Montreal=H2@ #@#|CA Vancouver=V6@ #@#|MX Mexico City=060##|BR São Paulo=01###-###|BR Rio de Janeiro=22###-###|AR Buenos Aires=C1###@@@|ZA Cape Town=800#
`)

const letters = Array.from('ABCDEGHJKLMNPRSTVWXY')

/** A code as the country writes it. Of a town that is not known the first half is drawn once, so that its houses share it. */
export function postalCode(country: string, city: string, town: Random, street: Random): string | null {
  const own = known.get(`${country} ${city}`)
  const shape = own ?? shapes.get(country)
  if (shape === undefined) return null
  const half = own === undefined ? Math.ceil(shape.length / 2) : 0
  return Array.from(shape)
    .map((sign, at) => {
      const random = at < half ? town : street
      if (sign === '#') return String(random.whole(1, 9) % (at === 0 ? 10 : 9))
      return sign === '@' ? random.pick(letters) : sign
    })
    .join('')
}
