import type { Pack } from './pack.ts'

export const japan: Pack = {
  grand:
    'Hotel {noble} {city}|{noble} Grand Hotel|Ryokan {ryokan}|{city} {noble} Hotel|{ryokan}-tei|{ryokan} Onsen Ryokan|The {noble} {city}|Hotel {ryokan}',
  middle:
    'Ryokan {ryokan}|Hotel {plain} {city}|{city} {plain} Hotel|{ryokan}-so|{plain} Inn {city}|Hotel {ryokan}|{ryokan}-kan|{plain} Stay {city}',
  small:
    'Minshuku {ryokan}|{ryokan}-so|Guesthouse {ryokan}|Business Hotel {plain}|{plain} Inn|Minshuku {family}|{family} Ryokan|Hostel {ryokan}',
  words: {
    noble:
      'Imperial Garden|Chrysanthemum|Okuma Park|Metropolitan|Kokusai|New Miyako|Keihan|Palace|Shinwa|Nikkō|Royal|Heian|Edo|Sakura|Chinsan|Rikka Park',
    ryokan:
      'Hoshimatsu|Tsukimi|Momiji|Kikunoya|Yamatoya|Hanare|Asahi|Tawara Kaze|Seikō|Matsukaze|Yukimi|Fuji|Kawabe|Shiraume|Akebono|Kagetsu|Sansui|Wakaba|Takimi|Hiiragi|Mizuho|Sazanami|Ichinoyu|Suimeikan|Ginrei|Tachibana|Kamesei|Ohana|Toki|Yamabuki|Komorebi|Hatago',
    plain:
      'Sunroute Park|Green|Washington Court|Route|Sotobori Garden|Dorumi Garden|Central|Urban|Toyomi Garden|Ekimae|Crown|Wing|Bridge|Laforet|Grace|Monterey',
    family: 'Tanaka|Sato|Yoshida|Mori|Nakamura|Kobayashi|Inoue|Hayashi|Shimizu|Matsumoto|Ueda|Okada',
    town: 'Hon-chō|Sakae|Chūō|Higashi|Nishi|Minami|Kita|Ekimae|Honmachi|Asahi|Midori|Ōtemachi|Miyamae|Sakura|Izumi|Kamimachi|Naka-machi|Hama|Takasago|Tenjin',
  },
  streets: '{town}',
  line: '{c}-{m}-{k} {street}',
}

export const korea: Pack = {
  grand: 'Hotel {noble} {city}|Grand {noble} Hotel|The {noble} {city}|{noble} Palace Hotel|{hanok} Hanok Hotel',
  middle: 'Hotel {plain}|{plain} Hotel {city}|{hanok} Hanok Stay|Tourist Hotel {plain}|Hotel {noble}',
  small: '{hanok} Hanok Guesthouse|{plain} Guesthouse|{hanok} Minbak|Hotel {plain}|{hanok} House|Stay {hanok}',
  words: {
    noble: 'Silla Garden|Joseon|Lotus|Gyeongbok|Hanbit|Imperial|Sejong|Koreana|Namsan|Mugunghwa|Paradise Bay|Hwaseong',
    plain: 'Haneul|Star|Central|Crown|Riviera|Prince|Skypark Tower|Beni Park|Ocean|May|Sunshine|Pine|New Seoul|Orakai',
    hanok:
      'Rakgojae Garden|Bonum|Cheongyeon|Bukchon|Dalbit|Sodam|Maru|Onggi|Sarangchae|Gahoe|Namu|Hyanggi|Soswae|Danpung|Baram',
    road: 'Sejong-daero|Jong-ro|Teheran-ro|Gangnam-daero|Haeundae-ro|Jungang-daero|Samil-daero|Bukchon-ro|Dongbaek-ro|Hangang-daero|Gukjegeumyung-ro|Yulgok-ro|Itaewon-ro|Mapo-daero',
  },
  streets: '{road}|{road} 12-gil|{road} 3-gil|{road}|{road} 25-gil',
  line: '{n} {street}',
}

export const china: Pack = {
  grand:
    'Grand {noble} Hotel {city}|{noble} Palace Hotel|{noble} International Hotel|The {noble} {city}|{city} {noble} Hotel|{garden} Garden Resort',
  middle:
    '{plain} Hotel {city}|{noble} Hotel|{garden} Boutique Hotel|{city} {plain} Hotel|{plain} Business Hotel|Hotel {garden}',
  small:
    '{plain} Inn {city}|{garden} Courtyard|{plain} Guesthouse|{garden} Hutong Inn|{plain} Express Hotel|{garden} Inn',
  words: {
    noble:
      'Jinshui Park|Peace|Dragon|Golden Phoenix|Jade|Shangyuan|Imperial Crown|Huaqiao|Prosperity|Oriental|Peninsula Garden|Great Wall Park|Celestial|Tianlong|Mandarin Duck|Kowloon',
    plain:
      'Huating|Jinling|Hanlin Park|Baolong|Yinhe|Home|Green Tree|Ruyi|Xingfu|Yuelai|Fuhua|Lucky|Spring|City|Xinyuan|Seven Stars',
    garden:
      'Bamboo|Lotus|Plum Blossom|Willow|Lantern|West Lake|Red Wall|Moon Gate|Crane|Peach|Osmanthus|Ink Stone|Cloud|Tea Horse|Silk',
    road: 'Zhongshan|Renmin|Jiefang|Nanjing|Beijing|Jianshe|Xinhua|Heping|Yan’an|Huaihai|Binjiang|Changjiang|Hongqiao|Guangming|Queen’s|Nathan|Des Voeux|Zhongxiao|Minsheng',
  },
  streets: '{road} Road|{road} East Road|{road} West Road|{road} North Road|{road} Avenue|{road} Street|{road} Lane',
  line: '{n} {street}',
}

export const thai: Pack = {
  grand:
    '{noble} Resort & Spa|The {noble} {city}|{noble} Grand Hotel|{flower} Villas|Baan {baan} Resort|{noble} Palace|{flower} Garden House',
  middle: '{noble} Hotel|{flower} Resort|Baan {baan}|{plain} Hotel {city}|{flower} Boutique Hotel|{plain} Place',
  small:
    'Baan {baan}|{flower} Guesthouse|{plain} Inn|{flower} Bungalows|{plain} House|Baan {baan} Homestay|{plain} Mansion',
  words: {
    noble:
      'Siam|Sukhothai Garden|Chakri|Royal Orchid|Ratchada|Ayodhya|Dusadee Garden|Lanna|Erawan|Phra Nakhon|Narai|Amara Garden|Chao Phraya',
    flower:
      'Lotus|Frangipani|Jasmine|Orchid|Champa|Banyan|Tamarind|Lilawadee|Coconut|Bamboo|Mango Tree|Ruean Thai|Kasalong',
    plain: 'Sawasdee|Riverside|Sukjai|Chang|Central|Andaman|Bangkok|Thai|Naga|Lamai|Silom|Golden|Baan Suan|Lucky',
    baan: 'Suan|Talay|Rim Nam|Saen Suk|Thai Wiang|Chom Dao|Sabai|Nai Fan|Lom Le|Dok Mai|Kham|Pai Nai|Khao',
    road: 'Sukhumvit|Silom|Ratchadamnoen|Charoen Krung|Phetchaburi|Tha Phae|Nimmanhaemin|Beach|Rama IV|Sathorn|Chang Khlan|Thepprasit|Thawewong|Huai Kaeo|Charoen Muang',
  },
  streets: '{road} Road|{road} Road|Soi {road} 11|Soi {road} 4|{road} Road Soi 8',
  line: '{n} {street}',
}

export const viet: Pack = {
  grand:
    '{noble} Palace Hotel|Grand {noble} Hotel|The {noble} {city}|{flower} Resort & Spa|{noble} Boutique Hotel & Spa|La {flower} Hotel',
  middle: '{noble} Hotel|{flower} Hotel {city}|{flower} Boutique Hotel|Hotel {plain}|{plain} Central Hotel',
  small: 'Nhà Nghỉ {plain}|{flower} Hostel|{plain} Homestay|{plain} Guesthouse|Khách Sạn {plain}|{flower} Homestay',
  words: {
    noble:
      'Indochine|Hương Giang|Saigon|Metropole Garden|Rex Park|Majestic River|Imperial|Thăng Long|Đông Dương|Apsara|Angkor|Champa|Mekong|Luang|Royal',
    flower: 'Lotus|Hoa Sen|Orchid|Bông Sen|Frangipani|Jasmine|Hoa Mai|Bamboo|Silk|Lantern|Rice Field|Areca|Champey',
    plain:
      'Hoàng Anh|Thiên Phú|Bảo Ngọc|Minh Châu|Phương Nam|Ánh Dương|Thanh Bình|Biển Xanh|Sông Quê|Hà Trang|Ngọc Lan|Sokha|Mali|Vientiane',
    road: 'Nguyễn Huệ|Lê Lợi|Trần Hưng Đạo|Hai Bà Trưng|Lý Thường Kiệt|Phan Chu Trinh|Bạch Đằng|Hùng Vương|Điện Biên Phủ|Võ Nguyên Giáp|Đồng Khởi|Hàng Bạc|Phạm Ngũ Lão|Sisowath|Samdech|Norodom',
  },
  streets: '{road}|Đường {road}|Phố {road}|{road}',
  line: '{n} {street}',
}

export const malay: Pack = {
  grand: '{noble} Resort & Spa|The {noble} {city}|Grand {noble} Hotel|{flower} Villas|Puri {puri}|Hotel {noble}',
  middle: 'Hotel {plain}|{noble} Hotel|Puri {puri}|{flower} Hotel {city}|{plain} Inn|{flower} Resort',
  small:
    'Losmen {puri}|Homestay {plain}|{flower} Guesthouse|Wisma {plain}|Pondok {puri}|Rumah {puri}|{plain} Lodge|Pension {plain}',
  words: {
    noble:
      'Majapahit|Borobudur Garden|Sriwijaya|Mutiara|Raja Laut|Merdeka|Garuda|Tugu|Intan|Raffia Court|Straits|Majestic|Perdana|Manila Bay|Cebu Royal|Amarta',
    flower: 'Frangipani|Cempaka|Melati|Kamboja|Anggrek|Teratai|Kenanga|Bamboo|Palm|Sampaguita|Hibiscus|Bunga Raya',
    plain:
      'Bali Indah|Sari|Surya|Cahaya|Nusa|Bintang|Kartika|Harmoni|Pantai|Pelangi|Selamat|Sentosa|Bayu|Isla|Luna|Maharlika',
    puri: 'Dewi|Ubud|Kecil|Hijau|Lestari|Gita|Kelapa|Sawah|Tirta|Bulan|Wayan|Made',
    road: 'Sudirman|Thamrin|Merdeka|Diponegoro|Gajah Mada|Ahmad Yani|Raya Ubud|Malioboro|Pantai|Bukit Bintang|Tun Razak|Penang|Hang Tuah|Rizal|Roxas|Mabini|Orchard|Veteran',
  },
  streets: 'Jalan {road}|Jl. {road}|Jalan {road}|Jl. Raya {road}|Gang {road}',
  line: '{street} No. {n}',
}

export const india: Pack = {
  grand:
    '{noble} Palace|The {noble} {city}|Hotel {noble} Grand|{noble} Mahal|Haveli {haveli}|{noble} Residency|The {haveli} Heritage',
  middle:
    'Hotel {plain}|{haveli} Haveli|Hotel {noble}|{noble} Residency|{plain} International|Hotel {noble} Inn|{plain} Regency',
  small:
    '{plain} Guest House|Hotel {plain}|{haveli} Haveli Homestay|{plain} Lodge|{plain} Niwas|New {plain} Guest House|{plain} Paying Guest House',
  words: {
    noble:
      'Rajputana|Lake View|Maharaja|Tara Garden|Umaid|Ambassador|Imperial|Jayanti Garden|Lalit Park|Ram Bagh Garden|Ashoka|Mughal|Nizam|Kohinoor|Malabar|Himalaya|Everest View|Serendib',
    plain:
      'Ganesh|Shanti|Anand|Surya|Krishna|Lakshmi|Sagar|Aditya|Deepak|Vaishali|Saravana|Gulmohar|Prakash|Annapurna|Sai|Kamal|Amber|Pearl',
    haveli: 'Shekhawati|Dev|Narain|Kesar|Singh|Mandir|Chand|Megh|Hari|Pushkar|Bagh|Mewar',
    road: 'Mahatma Gandhi|Station|Mall|Nehru|Linking|Park|Residency|Temple|Lake|Brigade|Church|Ring|Subhash|Fort|Anna|Marine|Galle|Tilak|Jinnah',
  },
  streets: '{road} Road|{road} Road|{road} Marg|{road} Street|{road} Nagar|{road} Lane|{road} Bazaar',
  line: '{n}, {street}',
}
