/** Pairs of sentences as business people write them, with what a careful reader says of them. Written by hand, not made from patterns. */
import type { Settlement } from '../../settlement.ts';

export interface ReadPair {
  kind: string;
  subject: string;
  a: { text: string; date: string | null; scope: string | null };
  b: { text: string; date: string | null; scope: string | null };
  expected: string;
  current: Settlement;
}

// kind | subject | date of a, and @scope | a | date of b, and @scope | b | expected | current
const rows = `
value | Northwind Traders | 2026-01-10 | Northwind's account manager is Priya Nair. | 2026-05-02 | The account manager for Northwind is Tom Becker. | update | b
value | Northwind Traders | 2026-02-01 | Northwind is headquartered in Hamburg. | 2026-02-01 | Northwind has its headquarters in Bremen. | contradiction | open
value | Jonas Weber | 2025-11-03 | Jonas Weber lives in Munich. | 2026-04-20 | Jonas moved to Vienna in April. | update | b
value | Jonas Weber | 2026-01-15 | Jonas works as a product designer. | 2026-06-15 | Jonas Weber is now the head of design. | update | b
value | Helios project | 2026-03-01 | The project lead is Sara Lind. | 2026-03-01 | Helios is led by Marco Rossi. | contradiction | open
value | Brightline Ltd | 2026-02-11 | Brightline's invoices go to accounts@brightline.example. | 2026-07-01 | Invoices for Brightline should be sent to billing@brightline.example. | update | b
value | Brightline Ltd | 2026-02-11 | Preferred carrier: DHL | 2026-03-19 | The preferred carrier is now UPS. | update | b
value | Mia Torres | 2026-01-05 | Mia reports to Daniel Cho. | 2026-01-05 | Mia Torres reports to Elena Fuchs. | contradiction | open
value | Website relaunch | - | Hosting provider: Hetzner | - | The site is hosted by OVH. | contradiction | open
value | Payroll system | 2025-09-01 | Payroll runs on SAP. | 2026-02-01 | We switched payroll from SAP to Workday. | update | b
value | Orchard Foods | 2026-05-10 | The contract language is English. | 2026-05-10 | The contract language is French. | contradiction | open
value | Orchard Foods | 2026-05-10 | Their legal form is a GmbH. | 2026-08-10 | Their legal form is an AG. | update | b
value | Anna Kowalska | 2026-03-03 | Anna prefers to be reached by phone. | 2026-09-03 | Anna prefers to be contacted by email. | update | b
value | Office Lisbon | 2026-01-20 | The landlord is Imobiliaria Costa. | 2026-01-20 | The landlord of the office is Predial Norte. | contradiction | open
value | Kestrel | 2026-04-01 | Kestrel uses Xero for bookkeeping. | 2026-10-01 | Kestrel uses Datev for bookkeeping. | update | b
value | Kestrel | 2026-04-01 | Project status: green | 2026-04-15 | Project status: red | update | b
value | Release 4 | 2026-06-01 | Approved by: Hanna Vogel | 2026-06-01 | Approved by: Peter Lang | contradiction | open
value | Luca Bianchi | 2026-02-02 | Luca works for Meridian. | 2026-07-07 | Luca Bianchi works for Castor AG. | update | b
value | Team offsite | 2026-05-01 | The offsite takes place in Porto. | 2026-05-20 | The offsite will be held in Seville instead. | update | b
value | Invoice template | 2026-01-01 | The default currency is euro. | 2026-01-01 | The default currency is US dollar. | contradiction | open
negation | Acme GmbH | 2026-01-10 | Acme accepts credit cards. | 2026-01-10 | Acme does not accept credit cards. | contradiction | open
negation | Acme GmbH | 2026-01-10 | Acme ships to Norway. | 2026-06-10 | Acme no longer ships to Norway. | update | b
negation | Vanta lease | 2026-03-01 | The lease includes parking. | 2026-03-01 | Parking isn't included in the lease. | contradiction | open
negation | Karl Stein | 2026-02-02 | Karl is on the steering committee. | 2026-02-02 | Karl Stein is not on the steering committee. | contradiction | open
negation | Delta Print | 2026-01-01 | Delta Print offers overnight delivery. | 2026-08-01 | Delta Print has stopped offering overnight delivery. | update | b
negation | Delta Print | 2026-01-01 | They require a purchase order. | 2026-01-01 | They never require a purchase order. | contradiction | open
negation | Oslo office | 2026-05-05 | The office has a lift. | 2026-05-05 | There is no lift in the office. | contradiction | open
negation | Support plan | 2026-04-04 | Weekend support is part of the plan. | 2026-04-04 | Weekend support isn't part of the plan. | contradiction | open
negation | Ines Prado | 2026-01-12 | Ines can sign contracts alone. | 2026-07-12 | Ines cannot sign contracts alone any more. | update | b
negation | Gamma portal | - | The portal supports single sign-on. | - | The portal doesn't support single sign-on. | contradiction | open
negation | Gamma portal | 2026-02-01 | Customers are able to cancel online. | 2026-02-01 | Customers are unable to cancel online. | contradiction | open
negation | Fleet policy | 2026-03-01 | Smoking is allowed in the cars. | 2026-09-01 | Smoking is not allowed in the cars. | update | b
negation | Tax filing | 2026-03-01 | Acme is registered for VAT. | 2026-03-01 | Acme isn't registered for VAT. | contradiction | open
negation | Rosa Diaz | 2026-01-01 | Rosa eats meat. | 2026-01-01 | Rosa doesn't eat meat. | contradiction | open
negation | Backup | 2026-02-01 | Backups are encrypted. | 2026-02-01 | The backups are not encrypted. | contradiction | open
negation | Harbour Cafe | 2026-03-03 | Harbour Cafe takes reservations. | 2026-03-03 | Harbour Cafe refuses to take reservations. | contradiction | open
number | Acme GmbH | 2026-01-10 | Acme pays within 30 days. | 2026-05-10 | Acme's payment term is 45 days. | update | b
number | Acme GmbH | 2026-01-10 | Acme has 40 seats. | 2026-01-10 | Acme has 45 seats. | contradiction | open
number | Acme GmbH | 2026-01-10 | The annual fee is €12,000. | 2026-11-10 | The annual fee was raised from €12,000 to €13,500. | update | b
number | Lyra contract | 2026-02-01 | Notice period: three months | 2026-02-01 | The notice period is six months. | contradiction | open
number | Lyra contract | 2026-02-01 | The discount is 10%. | 2026-06-01 | Discount: 15 percent | update | b
number | Warehouse Leipzig | 2026-03-01 | The warehouse holds 4,000 pallets. | 2026-03-01 | Warehouse capacity is 5,000 pallets. | contradiction | open
number | Orion team | 2026-01-01 | The team has eight people. | 2026-09-01 | The team has grown to twelve people. | update | b
number | Orion team | - | Orion's budget is 250k euros. | - | Orion's budget is €300,000. | contradiction | open
number | Server cluster | 2026-04-01 | Uptime is guaranteed at 99.5%. | 2026-04-01 | Guaranteed uptime is 99.9%. | contradiction | open
number | Rent Berlin | 2025-06-01 | Rent is €2,400 per month. | 2026-06-01 | The rent went up to €2,550 a month. | update | b
number | Ella Brandt | 2026-01-01 | Ella has 28 days of holiday. | 2026-01-01 | Ella is entitled to 30 days of vacation. | contradiction | open
number | Delivery | 2026-02-01 | Delivery takes 5 days. | 2026-08-01 | Delivery takes 3 days. | update | b
number | Returns | 2026-02-01 | Returns are accepted within 14 days. | 2026-02-01 | Returns are accepted within 30 days. | contradiction | open
number | Atlas Corp | 2026-01-15 | Atlas employs 120 people. | 2026-07-15 | Atlas now employs 150 people. | update | b
number | Atlas Corp | 2026-01-15 | Revenue in 2025 was 4.2 million euros. | 2026-01-15 | Revenue in 2025 was 4.8 million euros. | contradiction | open
number | Minimum order | 2026-03-01 | The minimum order is 50 units. | 2026-06-01 | The minimum order is 100 units. | update | b
number | Room Fuji | 2026-03-01 | Fuji seats 12 people. | 2026-03-01 | Fuji seats 16 people. | contradiction | open
number | Software | 2026-03-01 | The current version is 2.3. | 2026-05-01 | The current version is 2.4. | update | b
number | Hotline | 2026-03-01 | Callers wait 4 minutes on average. | 2026-03-01 | Callers wait 9 minutes on average. | contradiction | open
number | Interest | 2026-03-01 | The loan bears interest at 3.5%. | 2026-03-01 | The loan's interest rate is 4.1%. | contradiction | open
unit | Acme GmbH | 2026-01-10 | The delivery radius is 5 km. | 2026-01-10 | The delivery radius is 5 miles. | contradiction | open
unit | Acme GmbH | 2026-01-10 | The meeting lasts 30 minutes. | 2026-01-10 | The meeting lasts half an hour. | compatible | both
unit | Parcel | 2026-02-02 | The parcel weighs 2 kg. | 2026-02-02 | The parcel weighs 2,000 g. | compatible | both
unit | Parcel | 2026-02-02 | The parcel weighs 2 kg. | 2026-02-02 | The parcel weighs 2 lbs. | contradiction | open
unit | Licence | 2026-02-02 | The licence costs $500. | 2026-02-02 | The licence costs €500. | contradiction | open
unit | Licence | 2026-02-02 | The licence costs €20 per month. | 2026-02-02 | The licence costs €20 per year. | contradiction | open
unit | Licence | 2026-02-02 | The licence costs €20 per month. | 2026-02-02 | The licence is €240 a year. | compatible | both
unit | Response time | 2026-03-03 | We answer within 24 hours. | 2026-03-03 | We answer within one day. | compatible | both
unit | Response time | 2026-03-03 | We answer within 4 hours. | 2026-09-03 | We answer within 4 days. | update | b
unit | Cold store | 2026-03-03 | The cold store is kept at 4 °C. | 2026-03-03 | The cold store is kept at 4 °F. | contradiction | open
unit | Disk quota | 2026-03-03 | The quota is 500 MB. | 2026-08-03 | The quota is 500 GB. | update | b
unit | Notice | 2026-03-03 | Notice: thirty (30) days | 2026-03-03 | The notice is 30 days. | compatible | both
unit | Budget | 2026-03-03 | The travel budget is €1,000. | 2026-03-03 | Travel budget: 1000 EUR | compatible | both
unit | Trial | 2026-03-03 | The trial lasts two weeks. | 2026-03-03 | The trial runs for 14 days. | compatible | both
unit | Trial | 2026-03-03 | The trial lasts 14 days. | 2026-03-03 | The trial lasts 14 weeks. | contradiction | open
date | Vanta lease | 2026-01-10 | The lease ends on 31 March 2027. | 2026-01-10 | The lease ends on 30 June 2027. | contradiction | open
date | Vanta lease | 2026-01-10 | Renewal date: 3 May | 2026-01-10 | The contract renews on May 3rd. | compatible | both
date | Launch | 2026-02-01 | The launch is planned for Q3. | 2026-05-01 | The launch moved to Q4. | update | b
date | Launch | 2026-02-01 | Launch is on 2026-09-15. | 2026-02-01 | Launch is on September 22, 2026. | contradiction | open
date | Launch | 2026-02-01 | Launch is on 15.09.2026. | 2026-02-01 | Launch is on 15 September 2026. | compatible | both
date | Weekly sync | 2026-01-01 | The sync is on Tuesdays. | 2026-04-01 | The weekly sync has moved to Thursdays. | update | b
date | Acme GmbH | 2026-01-01 | Acme was founded in 1998. | 2026-06-01 | Acme was founded in 1996. | contradiction | open
date | Marta Silva | 2026-01-01 | Marta was born on 4 July 1985. | 2026-03-01 | Marta's birthday is 7 April 1985. | contradiction | open
date | Audit | 2026-01-01 | The audit starts on Monday. | 2026-01-01 | The audit begins on Wednesday. | contradiction | open
date | Store Graz | 2026-01-01 | The store opens at 9 am. | 2026-01-01 | The store opens at 10:00. | contradiction | open
date | Store Graz | 2026-01-01 | The store opens at 9 am. | 2026-01-01 | Opening time is 09:00. | compatible | both
date | Contract 77 | 2026-02-01 | The contract was signed on 12 January 2026. | 2026-02-08 | The contract was signed on 14 January 2026. | contradiction | open
date | Report | 2026-02-01 | The report is due on Friday. | 2026-02-02 | The report deadline was extended to Monday. | update | b
date | Warranty | 2026-02-01 | The warranty expires in May 2028. | 2026-02-01 | The warranty expires in August 2028. | contradiction | open
antonym | Budget 2027 | 2026-10-01 | The budget was approved. | 2026-10-01 | The budget was rejected. | contradiction | open
antonym | Ticket 88 | 2026-03-01 | The ticket is open. | 2026-03-04 | The ticket is closed. | update | b
antonym | Churn | 2026-03-01 | Churn increased by 2%. | 2026-03-01 | Churn decreased by 2%. | contradiction | open
antonym | Training | 2026-03-01 | The safety training is mandatory. | 2026-03-01 | The safety training is optional. | contradiction | open
antonym | Invoice 1001 | 2026-03-01 | Invoice 1001 is unpaid. | 2026-03-20 | Invoice 1001 has been paid. | update | b
antonym | Kim Lee | 2026-03-01 | Kim works full-time. | 2026-09-01 | Kim works part-time. | update | b
antonym | Tooling | 2026-03-01 | The export is done manually. | 2026-03-01 | The export is automatic. | contradiction | open
antonym | Repository | - | The repository is public. | - | The repository is private. | contradiction | open
antonym | Machine 3 | 2026-03-01 | Machine 3 is active. | 2026-03-08 | Machine 3 is out of service and inactive. | update | b
antonym | Price | 2026-03-01 | VAT is included in the price. | 2026-03-01 | VAT is excluded from the price. | contradiction | open
late arrival | Acme GmbH | 2026-06-10 | Acme pays within 45 days. | 2026-01-10 | Acme pays within 30 days. | update | a
late arrival | Jonas Weber | 2026-04-20 | Jonas lives in Vienna. | 2025-11-03 | Jonas Weber lives in Munich. | update | a
late arrival | Rent Berlin | 2026-06-01 | The rent is €2,550. | 2025-06-01 | The rent is €2,400. | update | a
late arrival | Northwind Traders | 2026-05-02 | The account manager is Tom Becker. | 2026-01-10 | Northwind's account manager is Priya Nair. | update | a
late arrival | Acme GmbH | 2026-06-10 | Acme no longer ships to Norway. | 2026-01-10 | Acme ships to Norway. | update | a
late arrival | Ticket 88 | 2026-03-04 | The ticket is closed. | 2026-03-01 | The ticket is open. | update | a
late arrival | Launch | 2026-05-01 | The launch is in Q4. | 2026-02-01 | The launch is planned for Q3. | update | a
late arrival | Orion team | 2026-09-01 | Orion has 12 members of staff. | 2026-01-01 | Orion has eight members of staff. | update | a
late arrival | Price list | 2026-02-01 | Since 1 January 2026 the hourly rate is €95. | 2026-03-01 | As of 1 July 2025 the hourly rate is €90. | update | a
scope shadow | Acme GmbH | 2026-01-10 | The discount is 5%. | 2026-01-10 | For wholesale customers the discount is 12%. | scope-shadow | both
scope shadow | Delivery | 2026-01-10 | Delivery takes 3 days. | 2026-01-10 | Delivery takes 7 days in Norway. | scope-shadow | both
scope shadow | Store Graz | 2026-01-10 | The store opens at 9:00. | 2026-01-10 | On weekends the store opens at 10:00. | scope-shadow | both
scope shadow | Travel policy | 2026-01-10 @team | Hotels may cost up to €120. | 2026-01-10 @task | Hotels may cost up to €180. | scope-shadow | both
scope shadow | Travel policy | 2026-01-10 | Flights are booked in economy. | 2026-05-10 @board members | Flights are booked in business class. | scope-shadow | both
scope shadow | Returns | 2026-01-10 @global | Returns are accepted within 14 days. | 2026-01-10 @Germany | Returns are accepted within 30 days. | scope-shadow | both
scope shadow | Approvals | 2026-01-10 | Purchases need no approval. | 2026-01-10 | Purchases over €5,000 need approval. | scope-shadow | both
scope shadow | Working hours | 2026-01-10 | Core hours are 9 to 15. | 2026-01-10 | Core hours are 8 to 14 during summer. | scope-shadow | both
scope shadow | Brightline Ltd | 2026-01-10 | Brightline does not ship abroad. | 2026-01-10 | Brightline ships abroad for key accounts. | scope-shadow | both
scope shadow | Support | 2026-01-10 | Support answers within 8 hours. | 2026-01-10 | For premium clients, support answers within 1 hour. | scope-shadow | both
many-valued | Mia Torres | 2026-01-05 | Mia speaks Spanish. | 2026-02-05 | Mia speaks German. | many-valued | both
many-valued | Mia Torres | 2026-01-05 | Mia's hobbies include climbing. | 2026-02-05 | Mia also enjoys sailing. | many-valued | both
many-valued | Atlas Corp | 2026-01-05 | Atlas has an office in Berlin. | 2026-02-05 | Atlas has an office in Paris. | many-valued | both
many-valued | Atlas Corp | 2026-01-05 | Siemens is a customer of Atlas. | 2026-02-05 | Bosch is a customer of Atlas. | many-valued | both
many-valued | Atlas Corp | 2026-01-05 | Atlas supports Windows. | 2026-02-05 | Atlas supports Linux. | many-valued | both
many-valued | Kestrel | 2026-01-05 | Kestrel is certified to ISO 9001. | 2026-02-05 | Kestrel is certified to ISO 27001. | many-valued | both
many-valued | Kestrel | 2026-01-05 | Kestrel sells steel pipes. | 2026-02-05 | Kestrel sells copper wire. | many-valued | both
many-valued | Jonas Weber | 2026-01-05 | Jonas is allergic to nuts. | 2026-02-05 | Jonas is allergic to shellfish. | many-valued | both
many-valued | Orion team | 2026-01-05 | One of the team members is Ada. | 2026-02-05 | Another team member is Grace. | many-valued | both
many-valued | Brightline Ltd | 2026-01-05 | Brightline imports from Vietnam. | 2026-02-05 | Brightline imports from Portugal. | many-valued | both
compatible | Acme GmbH | 2026-01-10 | Delivery takes 5 days. | 2026-01-10 | Payment takes 30 days. | compatible | both
compatible | Acme GmbH | 2026-01-10 | The Q3 budget is €50,000. | 2026-04-10 | The Q4 budget is €60,000. | compatible | both
compatible | Acme GmbH | 2026-01-10 | The basic plan costs €10. | 2026-01-10 | The premium plan costs €25. | compatible | both
compatible | Acme GmbH | 2026-01-10 | The contract starts on 1 January 2026. | 2026-01-10 | The contract ends on 31 December 2026. | compatible | both
compatible | Acme GmbH | 2026-01-10 | The store opens at 9:00. | 2026-01-10 | The store closes at 18:00. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Acme has 40 seats. | 2026-01-10 | Acme has 12 administrators. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Acme pays by bank transfer. | 2026-01-10 | Acme pays within 30 days. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Acme's CEO is Lena Hart. | 2026-01-10 | Acme's CFO is Omar Said. | compatible | both
compatible | Acme GmbH | 2026-01-10 | The minimum order is 50 units. | 2026-01-10 | The maximum order is 900 units. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Lena Hart has worked here for 5 years. | 2026-01-10 | Omar Said has worked here for 9 years. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Revenue in 2024 was €4m. | 2026-01-10 | Revenue in 2025 was €5m. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Acme does not ship to Norway. | 2026-01-10 | Acme ships to Sweden. | compatible | both
compatible | Acme GmbH | 2026-01-10 | The Berlin office has 40 desks. | 2026-01-10 | The Paris office has 25 desks. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Acme is based in Hamburg. | 2026-01-10 | Acme was founded in Kiel. | compatible | both
compatible | Acme GmbH | 2026-01-10 | Invoices are sent as PDF. | 2026-03-10 | Acme emails its invoices in PDF format. | compatible | both
compatible | Jonas Weber | 2026-01-10 | Jonas likes early meetings. | 2026-01-10 | Jonas dislikes long emails. | compatible | both
compatible | Jonas Weber | 2026-01-10 | Jonas used to live in Cologne. | 2026-03-10 | Jonas lives in Munich. | compatible | both
compatible | Jonas Weber | 2026-01-10 | Jonas is considering a move to Zurich. | 2026-03-10 | Jonas lives in Munich. | compatible | both
compatible | Jonas Weber | 2026-01-10 | Jonas is 34 years old. | 2026-01-10 | Jonas has 8 years of experience. | compatible | both
compatible | Warehouse Leipzig | 2026-01-10 | The warehouse holds about 4,000 pallets. | 2026-01-10 | The warehouse holds 4,100 pallets. | compatible | both
compatible | Warehouse Leipzig | 2026-01-10 | The warehouse has 12 docks. | 2026-01-10 | The warehouse has 3 cold rooms. | compatible | both
compatible | Product line | 2026-01-10 | The A200 weighs 4 kg. | 2026-01-10 | The B300 weighs 6 kg. | compatible | both
compatible | Product line | 2026-01-10 | The pump weighs 12 kg. | 2026-01-10 | The pump costs €1,200. | compatible | both
compatible | Lyra contract | 2026-01-10 | The contract covers maintenance. | 2026-01-10 | The contract was negotiated by Tom. | compatible | both
compatible | Lyra contract | 2026-01-10 | Delivery in Germany takes 2 days. | 2026-01-10 | Delivery in France takes 4 days. | compatible | both
compatible | Lyra contract | 2026-01-10 | Orders over €500 get a 5% discount. | 2026-01-10 | Orders over €2,000 get a 10% discount. | compatible | both
compatible | Lyra contract | 2026-01-10 | The first instalment is €4,000. | 2026-01-10 | The second instalment is €6,000. | compatible | both
compatible | Helios project | 2026-01-10 | The kick-off was on 3 March. | 2026-01-10 | The final review is on 9 June. | compatible | both
compatible | Helios project | 2026-01-10 | The design phase took six weeks. | 2026-01-10 | The test phase took four weeks. | compatible | both
compatible | Helios project | 2026-01-10 | Order 1001 was shipped on Monday. | 2026-01-10 | Order 1002 was shipped on Thursday. | compatible | both
compatible | Helios project | 2026-01-10 | The project is on schedule. | 2026-01-10 | The project is under budget. | compatible | both
`;

// Written later, when the first were done with.
const later = `
value | Meridian Bank | 2026-01-12 | Our relationship manager at Meridian is Claire Dubois. | 2026-06-30 | Claire Dubois has left; our new relationship manager at Meridian is Stefan Ott. | update | b
value | Tomas Novak | 2025-12-01 | Tomas is based in the Prague office. | 2026-03-15 | Tomas relocated to the Brno office. | update | b
value | CRM | 2026-01-20 | The sales team uses HubSpot as its CRM. | 2026-08-01 | The sales team uses Salesforce as its CRM. | update | b
value | Project Falcon | 2026-04-01 | The project sponsor is Linda Meyer. | 2026-04-01 | Project Falcon is sponsored by Robert Klein. | contradiction | open
value | Vertex Supplies | 2026-02-01 | Vertex's main contact is Julia Stone. | 2026-07-01 | Vertex's main contact is now Mark Evans. | update | b
value | Priya Patel | 2026-01-01 | Priya Patel is a senior accountant. | 2026-05-01 | Priya Patel was promoted to finance manager. | update | b
value | Website | 2026-01-01 | The website is written in German. | 2026-01-01 | The website is written in English. | contradiction | open
value | Laptop policy | 2026-02-01 | New employees get a ThinkPad. | 2026-09-01 | New employees get a MacBook. | update | b
value | Board meeting | 2026-03-01 | The board meeting will be held in Room Alpha. | 2026-03-08 | The board meeting has been moved to Room Beta. | update | b
value | Acme Corp | - | Acme's CEO is John Smith. | - | The CEO of Acme is Mary Jones. | contradiction | open
value | Data centre | 2026-01-01 | Customer data is stored in Frankfurt. | 2026-01-01 | Customer data is stored in Dublin. | contradiction | open
value | Emma Wilson | 2026-03-01 | Emma's favourite drink is green tea. | 2026-03-01 | Emma's favourite drink is espresso. | contradiction | open
value | Greenfield Ltd | 2026-01-05 | Greenfield banks with Barclays. | 2026-07-05 | Greenfield has switched its bank to HSBC. | update | b
value | Newsletter | 2026-01-05 | The newsletter is sent from marketing@firm.example. | 2026-01-05 | The newsletter is sent from news@firm.example. | contradiction | open
value | Office plants | 2026-01-05 | The plants are watered by Leo. | 2026-06-05 | Nina now waters the plants. | update | b
negation | Acme Corp | 2026-02-10 | Acme has signed the NDA. | 2026-02-10 | Acme has not signed the NDA. | contradiction | open
negation | Bluewater Hotel | 2026-03-01 | The hotel allows pets. | 2026-03-01 | Pets are not allowed at the hotel. | contradiction | open
negation | Sofia Rossi | 2026-01-10 | Sofia has access to the finance folder. | 2026-05-10 | Sofia no longer has access to the finance folder. | update | b
negation | API | 2026-01-10 | The API requires authentication. | 2026-01-10 | The API does not require authentication. | contradiction | open
negation | Vendor Nimbus | - | Nimbus is GDPR compliant. | - | Nimbus is not GDPR compliant. | contradiction | open
negation | Contract Rhea | 2026-01-10 | The contract renews automatically. | 2026-01-10 | The contract does not renew automatically. | contradiction | open
negation | Ben Carter | 2026-01-10 | Ben drives to work. | 2026-01-10 | Ben never drives to work. | contradiction | open
negation | Invoice process | 2026-01-10 | Invoices need two signatures. | 2026-08-10 | Invoices don't need two signatures anymore. | update | b
negation | Lab | 2026-01-10 | Visitors may enter the lab. | 2026-01-10 | Visitors may not enter the lab. | contradiction | open
number | SLA | 2026-01-10 | The SLA guarantees a response within 4 hours. | 2026-06-10 | The guaranteed response time is 2 hours. | update | b
number | Greenfield Ltd | 2026-01-10 | Greenfield has a credit limit of €25,000. | 2026-05-10 | The credit limit for Greenfield was increased to €40,000. | update | b
number | Conference | 2026-01-10 | 250 people registered for the conference. | 2026-01-10 | 310 people registered for the conference. | contradiction | open
number | Subscription | 2026-01-10 | The subscription costs $49 per month. | 2026-07-10 | The subscription now costs $59 per month. | update | b
number | Factory | 2026-01-10 | The factory produces 1,200 units a day. | 2026-01-10 | Daily output of the factory is 1,500 units. | contradiction | open
number | Noah Fischer | 2026-01-10 | Noah's salary is €58,000. | 2026-01-10 | Noah earns €62,000. | contradiction | open
number | Elevator | 2026-01-10 | The elevator carries up to 8 people. | 2026-01-10 | The elevator carries up to 12 people. | contradiction | open
number | Retention | 2026-01-10 | Logs are kept for 90 days. | 2026-09-10 | Logs are retained for 30 days. | update | b
number | Deposit | 2026-01-10 | The deposit is three months' rent. | 2026-01-10 | The deposit is two months' rent. | contradiction | open
number | Margin | 2026-01-10 | Gross margin was 42 percent last year. | 2026-01-10 | Gross margin was 38 percent last year. | contradiction | open
unit | Cable | 2026-01-10 | The cable is 10 metres long. | 2026-01-10 | The cable is 10 feet long. | contradiction | open
unit | Shipping box | 2026-01-10 | The box weighs 1.5 kg. | 2026-01-10 | The box weighs 1500 grams. | compatible | both
unit | Consulting | 2026-01-10 | The consultant charges €120 per hour. | 2026-01-10 | The consultant charges €120 per day. | contradiction | open
unit | Backup window | 2026-01-10 | The backup takes 90 minutes. | 2026-01-10 | The backup takes an hour and a half. | compatible | both
unit | Payment | 2026-01-10 | Payment is due in 10 working days. | 2026-01-10 | Payment is due in 10 calendar days. | contradiction | open
date | Fiscal year | 2026-01-10 | The fiscal year ends in March. | 2026-01-10 | The fiscal year ends in December. | contradiction | open
date | Product Nova | 2026-01-10 | Nova will be released on 1 June. | 2026-04-10 | The release of Nova was postponed to 15 July. | update | b
date | Interview | 2026-01-10 | The interview is at 2 pm. | 2026-01-11 | The interview was rescheduled to 4 pm. | update | b
date | Insurance | 2026-01-10 | The insurance policy runs until 31.12.2026. | 2026-01-10 | The insurance policy runs until 30.06.2027. | contradiction | open
date | Vendor audit | 2026-01-10 | The last audit was on 5 October 2025. | 2026-01-10 | The last audit took place on 12 October 2025. | contradiction | open
date | Team lunch | 2026-01-10 | Team lunch is every Friday. | 2026-05-10 | Team lunch is every Wednesday now. | update | b
antonym | Server | 2026-01-10 | The server is online. | 2026-01-10 | The server is offline. | contradiction | open
antonym | Sales | 2026-01-10 | Sales rose in the third quarter. | 2026-01-10 | Sales fell in the third quarter. | contradiction | open
antonym | Vacation request | 2026-01-10 | Ada's vacation request was approved. | 2026-01-12 | Ada's vacation request was denied. | update | b
antonym | Position | 2026-01-10 | The position is permanent. | 2026-01-10 | The position is temporary. | contradiction | open
late arrival | Greenfield Ltd | 2026-05-10 | The credit limit is €40,000. | 2026-01-10 | The credit limit is €25,000. | update | a
late arrival | Sofia Rossi | 2026-05-10 | Sofia no longer has access to the finance folder. | 2026-01-10 | Sofia has access to the finance folder. | update | a
late arrival | Board | 2026-05-10 | The chairman is Erik Lund. | 2025-05-10 | The chairman is Paul Winter. | update | a
scope shadow | Expenses | 2026-01-10 | Meals are reimbursed up to €30. | 2026-01-10 | In Switzerland meals are reimbursed up to €50. | scope-shadow | both
scope shadow | Support hours | 2026-01-10 | Support is available from 9 to 17. | 2026-01-10 | Support is available from 9 to 21 for enterprise customers. | scope-shadow | both
scope shadow | VAT | 2026-01-10 @Germany | The VAT rate is 19%. | 2026-01-10 @France | The VAT rate is 20%. | compatible | both
scope shadow | Dress code | 2026-01-10 | Jeans are allowed. | 2026-01-10 | Jeans are not allowed at client meetings. | scope-shadow | both
many-valued | Emma Wilson | 2026-01-10 | Emma plays the piano. | 2026-02-10 | Emma plays the violin. | many-valued | both
many-valued | Emma Wilson | 2026-01-10 | Emma has a dog. | 2026-02-10 | Emma has a cat. | many-valued | both
many-valued | Nimbus | 2026-01-10 | Nimbus integrates with Slack. | 2026-02-10 | Nimbus integrates with Jira. | many-valued | both
many-valued | Nimbus | 2026-01-10 | Nimbus operates in Spain. | 2026-02-10 | Nimbus operates in Italy. | many-valued | both
many-valued | Project Falcon | 2026-01-10 | Anna is working on Falcon. | 2026-02-10 | Peter is working on Falcon. | many-valued | both
compatible | Greenfield Ltd | 2026-01-10 | Greenfield's CFO is Ann Bell. | 2026-02-10 | Greenfield's lawyer is Tim Rowe. | compatible | both
compatible | Greenfield Ltd | 2026-01-10 | Greenfield has 80 employees. | 2026-02-10 | Greenfield has 3 warehouses. | compatible | both
compatible | Greenfield Ltd | 2026-01-10 | The setup fee is €500. | 2026-02-10 | The monthly fee is €90. | compatible | both
compatible | Greenfield Ltd | 2026-01-10 | Greenfield prefers email. | 2026-02-10 | Greenfield ordered 30 chairs. | compatible | both
compatible | Noah Fischer | 2026-01-10 | Noah joined in 2019. | 2026-02-10 | Noah was born in 1990. | compatible | both
compatible | Noah Fischer | 2026-01-10 | Noah's desk is on the third floor. | 2026-02-10 | Noah's team is on the fifth floor. | compatible | both
compatible | Noah Fischer | 2026-01-10 | Noah attended the workshop on 3 May. | 2026-02-10 | Noah attended the training on 9 May. | compatible | both
compatible | Factory | 2026-01-10 | The first shift starts at 6:00. | 2026-02-10 | The second shift starts at 14:00. | compatible | both
compatible | Factory | 2026-01-10 | Machine A needs 3 operators. | 2026-02-10 | Machine B needs 2 operators. | compatible | both
compatible | Factory | 2026-01-10 | The factory is not certified. | 2026-02-10 | The factory is insured. | compatible | both
compatible | Contract Rhea | 2026-01-10 | The contract was signed by Ann Bell. | 2026-02-10 | The contract was drafted by Tim Rowe. | compatible | both
compatible | Contract Rhea | 2026-01-10 | The contract value is €90,000. | 2026-02-10 | The penalty is €9,000. | compatible | both
`;

/** Every pair of the tables. */
export const pairs: ReadPair[] = `${rows.trim()}\n${later.trim()}`.split('\n').map((row) => {
  const [kind = '', subject = '', dayA = '', a = '', dayB = '', b = '', expected = '', current = ''] = row.split(' | ');
  return { kind, subject, a: statement(dayA, a), b: statement(dayB, b), expected, current: settled(current) };
});

function statement(day: string, text: string): ReadPair['a'] {
  const [date = '-', scope] = day.split(' @');
  return { text, date: date === '-' ? null : date, scope: scope ?? null };
}

function settled(text: string): Settlement {
  if (text === 'a' || text === 'b' || text === 'both' || text === 'open') return text;
  throw new Error(`“${text}” settles nothing`);
}
