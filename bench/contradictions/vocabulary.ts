/** Names and things for made-up facts. All are ours; none is a real person or firm. */

const list = (words: string): string[] => words.split('|').map((word) => word.trim());

export const firms = list(
  'Alderton GmbH|Birchfield Ltd|Calder & Sons|Dovetail Labs|Eastgate AG|Fernhill Foods|Greywater|Holloway Press|Ironbridge Tools|Juniper Textiles|Kestrel Marine|Larkspur|Millbrook Dairy|Northgate Optics|Oakhurst|Pemberton Glass|Quillon|Ravensworth|Silverlake Media|Thornbury Pumps|Underwood Timber|Vexley Robotics|Westmoor|Yarrow Health|Zephyr Cargo',
);
export const clients = list('Bluestone|Cobalt Air|Elmwood Hotels|Harrowgate|Moorland Rail|Stanmore|Tidewell');
export const people = list(
  'Ada Keller|Bruno Falk|Carla Mendes|David Osei|Elif Demir|Frank Nolan|Greta Holm|Hugo Blanc|Ivana Petrov|Jasper Wood|Kaya Moreau|Leon Schmitt|Mara Quinn|Nils Berg|Olga Sorin|Pavel Novak|Rita Sands|Sven Aalto|Tara Singh|Umar Aziz|Vera Lang|Willem Bos|Yuki Mori|Zoe Hart',
);
export const cities = list(
  'Aarhus|Bologna|Cork|Dresden|Eindhoven|Freiburg|Ghent|Haarlem|Innsbruck|Krakow|Leuven|Malmo|Nantes|Oporto|Rostock|Salzburg|Turin|Utrecht|Valencia|Zurich',
);
export const countries = list('Austria|Belgium|Canada|Denmark|Finland|Ireland|Japan|Norway|Poland|Spain|Sweden');
export const carriers = list('DHL|UPS|FedEx|GLS|Hermes|PostNord|TNT|DPD');
export const programs = list('Xero|Datev|Sage|Odoo|Workday|Personio|Zoho|NetSuite|Asana|Trello');
export const languages = list('English|German|French|Spanish|Dutch|Polish|Italian|Danish');
export const currencies = list('euro|US dollar|Swiss franc|British pound');
export const products = list(
  'steel pipes|copper wire|oak boards|glass bottles|paper bags|valves|bearings|solar panels|ceramic tiles',
);
export const pastimes = list(
  'climbing|sailing|chess|gardening|photography|pottery|cycling|baking|rowing|choir singing',
);
export const certificates = list('ISO 9001|ISO 14001|ISO 27001|ISO 45001|TISAX|SOC 2');
