// Invented doses by site and date: each number is computed from the code of the site and the date.
const FIRST_DAY = '2021-01-04';
const DAY_MS = 86_400_000;

const sites = ['ZXP0006001', ...Array.from({ length: 48 }, (_, at) => `ZXVC${String(at + 1).padStart(3, '0')}`)];

const resolvers = {
  Query: {
    vaccinations: (_root, { date, first }) =>
      sites
        .map((code) => ({ date, doses: dosesOn(date, code), site: { code } }))
        .filter(({ doses }) => doses > 0)
        .sort((one, other) => other.doses - one.doses || (one.site.code < other.site.code ? -1 : 1))
        .slice(0, Math.max(0, first)),
  },
  Organisation: {
    __resolveReference: (representation) => representation,
    doses: ({ code }, { from, to }) => (sites.includes(code) ? total(code, from, to) : null),
    dosesAfterClosing({ code, operational }) {
      if (!sites.includes(code)) return null;
      return operational?.end ? total(code, dayAfter(operational.end), lastDay(code)) : 0;
    },
  },
};

function total(code, from, to) {
  let doses = 0;
  for (let day = from < FIRST_DAY ? FIRST_DAY : from; day <= to && day <= lastDay(code); day = dayAfter(day))
    doses += dosesOn(day, code);
  return doses;
}

/** 0 on Sundays, before the first day and after the last day. */
function dosesOn(date, code) {
  const isSunday = new Date(date).getUTCDay() === 0;
  if (isSunday || date < FIRST_DAY || date > lastDay(code)) return 0;
  return (
    20 + ([...`${code} ${date}`].reduce((sum, letter) => ((sum + letter.charCodeAt(0)) * 7_919) % 1_000_003, 7) % 200)
  );
}

/** Most sites stopped in 2021. Sites with a code that ends in 7 continued, one of them after its closing date. */
function lastDay(code) {
  return code.endsWith('7') ? '2022-02-28' : '2021-12-31';
}

function dayAfter(date) {
  return new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
}

module.exports = { resolvers };
