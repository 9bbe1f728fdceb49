/**
 * All sources whose samples are made by write.ts: one import and one line for each group.
 *
 * HOW A SOURCE IS ADDED, in 10 to 25 lines of a file of its group: see the head of from-standard.ts.
 */
import { CITY_DIRECTORIES } from "./city-directories.ts";
import { CITY_PENALTIES } from "./city-penalties.ts";
import { CITY_PENALTIES_2015 } from "./city-penalties-2015.ts";
import { CITY_PERMITS } from "./city-permits.ts";
import { DECISIONS } from "./decisions.ts";
import { FINANCE_LICENCES } from "./finance-licences.ts";
import { FINANCE_REGULATORS } from "./finance-regulators.ts";
import { FINANCE_TAX } from "./finance-tax.ts";
import { GOVERNMENT_CONTRACTS } from "./government-contracts.ts";
import { GOVERNMENT_PEOPLE } from "./government-people.ts";
import { GOVERNMENT_PROCUREMENT } from "./government-procurement.ts";
import { GOVERNMENT_RECORDS } from "./government-records.ts";
import { GOVERNMENT_REGISTERS } from "./government-registers.ts";
import { IDENTITY_ANSWERS } from "./identity-answers.ts";
import type { Source } from "./kit.ts";
import { LISTS } from "./lists.ts";
import { MARKET_ACTS } from "./market-acts.ts";
import { MARKET_COMMERCE } from "./market-commerce.ts";
import { MARKET_LICENCES } from "./market-licences.ts";
import { MARKET_LISTS } from "./market-lists.ts";
import { MARKET_MINISTRIES } from "./market-ministries.ts";
import { MARKET_PROVINCE } from "./market-province.ts";
import { MARKET_REGISTERS } from "./market-registers.ts";
import { PEOPLE_HEALTH_CULTURE } from "./people-health-culture.ts";
import { PEOPLE_JUSTICE } from "./people-justice.ts";
import { PEOPLE_REGISTERS } from "./people-registers.ts";
import { PEOPLE_SAFETY } from "./people-safety.ts";
import { PEOPLE_WORK } from "./people-work.ts";
import { PROFESSIONS } from "./professions.ts";

/** The first eight keep the numbers they had when numbers followed the order of sources. */
const FIRST = [...DECISIONS, ...LISTS].map((source, index) => ({ ...source, seed: 20261120 + index }));

export const SOURCES: readonly Source[] = [
  ...FIRST,
  ...CITY_DIRECTORIES,
  ...CITY_PENALTIES,
  ...CITY_PENALTIES_2015,
  ...CITY_PERMITS,
  ...MARKET_ACTS,
  ...MARKET_LISTS,
  ...MARKET_REGISTERS,
  ...MARKET_PROVINCE,
  ...MARKET_COMMERCE,
  ...MARKET_MINISTRIES,
  ...MARKET_LICENCES,
  ...FINANCE_LICENCES,
  ...FINANCE_REGULATORS,
  ...FINANCE_TAX,
  ...PEOPLE_HEALTH_CULTURE,
  ...PEOPLE_JUSTICE,
  ...PEOPLE_SAFETY,
  ...PEOPLE_REGISTERS,
  ...PEOPLE_WORK,
  ...GOVERNMENT_CONTRACTS,
  ...GOVERNMENT_PEOPLE,
  ...GOVERNMENT_PROCUREMENT,
  ...GOVERNMENT_RECORDS,
  ...GOVERNMENT_REGISTERS,
  ...IDENTITY_ANSWERS,
  ...PROFESSIONS,
  // Add your group here.
];
