/**
 * Words that mean the same in names and addresses. Sources: the abbreviations of thoroughfares and counties of Royal
 * Mail's Postcode Address File (Programmers' Guide); the abbreviations of NHS bodies of the NHS Data Model and
 * Dictionary; and the shortened words that the published releases of ODS themselves use beside the full ones, such as
 * MED CTR and HLTH CENTRE.
 */

/** Each line is one word in all its forms. The first form stands for all of them. */
const SAME_WORDS = `
saint st street sts saints
doctor dr drive drv doctors drs
road rd
avenue ave av
lane ln
close cl
court ct crt
crescent cres cresc cr
gardens gdns gdn garden
grove gr grv
house hse
place pl
square sq
terrace terr ter
lodge ldg ldge
building bldg bld bldgs buildings
estate est
industrial ind
junction jct junc
parade pde
park pk prk
mount mt
mountain mtn
upper upr
lower lwr
great gt grt
little ltl lt
cottage cott
corner cnr
bridge brg bdge
green grn
village vlg vill
view vw
station stn sta
medical med medl medcl medic mdcl
centre ctr center cntr cntre cent cen cnt
health hlth hlt hth hlh
hospital hosp hospl hsp hospitals hosps
surgery surg surgy srgy sgy surgeries
practice pract prac prctc practise prct practices practs
clinic clin clnc clinics
infirmary infirm infirmry infmy
general gen genl gnrl
university univ uni unvsty
community comm commun cmty commty
service serv svc srv services servs svcs srvs svs
department dept dep departments depts
district dist
memorial mem meml
nursing nurs nrsg
dental dent
pharmacy pharm phcy phmcy pharmacies chemist chemists
commissioning commg commiss
group grp grps groups
partnership pship ptnrshp partnshp
partners ptnrs ptrs
foundation fdn fndn found foundn
trust trst tst trusts
national nat natl
royal ryl
association assoc assn assocn
associates assocs
limited ltd
company co
brothers bros
committee cttee
management mgmt mngmt mgt
international intl
institute inst
college coll
school sch
council cncl
county cnty
authority auth
primary prim
mental mentl
rehabilitation rehab
maternity mat
accident acc
emergency emerg emergencies
outpatient op outpatients
physiotherapy physio
paediatric paed paediatrics pediatric
orthopaedic ortho orthopaedics
psychiatric psych psychiatry
elderly eld
residential resid res
treatment treat treatments
children childrens child childs
junior jnr jr
senior snr sr
reverend rev
bedfordshire beds
berkshire berks
buckinghamshire bucks
cambridgeshire cambs
derbyshire derbys
gloucestershire glos gloucs
hampshire hants
herefordshire herefs
hertfordshire herts
huntingdonshire hunts
lancashire lancs
leicestershire leics
lincolnshire lincs
middlesex middx mddx mx
northamptonshire northants
northumberland northd northumb
nottinghamshire notts
oxfordshire oxon
shropshire salop
staffordshire staffs
warwickshire warks warwicks
wiltshire wilts
worcestershire worcs
yorkshire yorks
glamorgan glam
manchester mcr
birmingham bham
first 1st
second 2nd
third 3rd
fourth 4th
fifth 5th
sixth 6th
seventh 7th
eighth 8th
ninth 9th
tenth 10th
1 one
2 two ii
3 three iii
4 four iv
5 five
6 six vi
7 seven vii
8 eight viii
9 nine ix
10 ten
11 eleven xi
12 twelve xii
`;

/** Each line is an abbreviation and the words that it stands for. */
const EXPANSIONS = `
mc medical centre
hc health centre
ccg clinical commissioning group
icb integrated care board
ics integrated care system
pcn primary care network
pct primary care trust
stp sustainability and transformation partnership
csu commissioning support unit
sha strategic health authority
ft foundation trust
nhst nhs trust
nhsft nhs foundation trust
lhb local health board
uhb university health board
mh mental health
miu minor injuries unit
utc urgent treatment centre
wic walk in centre
ooh out of hours
cmht community mental health team
camhs child and adolescent mental health services
dgh district general hospital
healthcare health care
hlthcare health care
`;

/** Words that say little: a text need not match them. */
const LITTLE_WORDS = 'and the of for in at on to a an by with de la y yr';

const representatives = new Map<string, string>();
for (const line of linesOf(SAME_WORDS)) for (const form of line) representatives.set(form, line[0]!);

const expansions = new Map(linesOf(EXPANSIONS).map(([short, ...words]) => [short!, words]));
const littleWords: ReadonlySet<string> = new Set(LITTLE_WORDS.split(' '));

/** Returns the word that stands for a word in all its forms: 'centre' for 'ctr'. A word without other forms is its own. */
export function representativeOf(word: string): string {
  return representatives.get(word) ?? word;
}

/** Returns the words that an abbreviation stands for: 'medical' and 'centre' for 'mc'; undefined for any other word. */
export function expansionOf(word: string): readonly string[] | undefined {
  return expansions.get(word);
}

/** Every form of a word that has several, with the word that stands for it. */
export function wordForms(): Iterable<readonly [form: string, representative: string]> {
  return representatives;
}

export function isLittleWord(word: string): boolean {
  return littleWords.has(word);
}

function linesOf(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}
