/** Other and odder wordings of the same answers. The detector knows none of them as such: what it makes of them is told, without a bar. */
import type { Grammar } from './grammar.ts';

export const secondGrammar: Grammar = {
  phrasings: {
    'account manager': [
      '{v} looks after the account of {s}, as account manager.',
      '{s} – account manager is {v}',
      'As account manager, {s} has {v}.',
      'Our account manager at {s} is called {v}.',
    ],
    headquarters: [
      '{s} sits in {v}.',
      'Head office of {s}: {v}',
      '{s}, with headquarters in {v}',
      "You'll find {s}'s headquarters in {v}.",
    ],
    home: ['{s} is living in {v}.', '{s} has a home in {v}.', "{s}'s place of residence is {v}."],
    boss: ["{v} is {s}'s supervisor.", '{s} has {v} as a boss.', "{s}'s line manager is {v}."],
    carrier: [
      'Parcels for {s} go with {v} as the preferred carrier.',
      '{v} is the preferred carrier at {s}.',
      'As a carrier, {s} prefers {v}.',
    ],
    bookkeeping: [
      'Bookkeeping at {s} is done in {v}.',
      "{s}'s bookkeeping runs on {v}.",
      '{s} does its bookkeeping with {v}.',
    ],
    'contract language': ['{v} is the contract language.', "The language of {s}'s contract is {v}."],
    currency: [
      'Unless agreed otherwise the default currency is {v}.',
      '{v} is the default currency.',
      'Currency by default: {v}',
    ],
    channel: ['{s} would rather be reached by {v}.', 'Best way to reach {s}: {v}', "{s}'s preferred channel is {v}."],
    post: ["{s}'s job title is {v}.", '{s} holds the position of {v}.', 'Role: {v}'],
    offer: ['They have {v} the offer.', 'Offer status: {v}', "{s}'s offer ended up being {v}."],
    account: ['Account status: {v}', 'At the moment the account is {v}.', '{s} has an account that is {v}.'],
    'payment term': [
      'Invoices to {s} are payable in {v}.',
      '{s}: terms of payment {v} net',
      'Bills are settled by {s} after {v}.',
      'Payment by {s} is due within {v}.',
    ],
    seats: ['{v} are included for {s}.', '{s} bought {v}.', 'Number of seats: {v}'],
    staff: ['{v} work at {s}.', "{s}'s workforce counts {v}.", 'There are {v} working for {s}.'],
    'annual fee': ['Per year {s} pays an annual fee of {v}.', 'The yearly fee comes to {v}.', 'Fee, annual: {v}'],
    discount: ['{v} discount is granted to {s}.', '{s} enjoys {v} off as a discount.', 'Discount agreed: {v}'],
    notice: [
      'Either party may cancel with {v} notice.',
      '{v} of notice are needed.',
      'The agreement has a notice period of {v}.',
    ],
    budget: [
      '{v} have been set aside as the project budget.',
      'For the project there is a budget of {v}.',
      "The project's budget stands at {v}.",
    ],
    capacity: [
      'Up to {v} fit into the warehouse.',
      "The warehouse's capacity comes to {v}.",
      '{v} can be stored in the warehouse.',
    ],
    leave: ["{s}'s annual leave is {v}.", 'Holiday entitlement: {v}', '{s} gets {v} off as holiday.'],
    delivery: ['Goods are delivered {v} after the order.', 'It takes {s} {v} to deliver.', 'Expect delivery in {v}.'],
    radius: [
      'Within {v} {s} delivers.',
      'The radius for deliveries is set at {v}.',
      'Deliveries are made in a radius of {v}.',
    ],
    weight: [
      'At {v}, the sample box is what they ship.',
      'The sample box has a weight of {v}.',
      'Weight (sample box): {v}',
    ],
    reply: ['You get a reply from {s} in {v}.', 'Replies are given within {v}.', "{s}'s time to reply is {v}."],
    licence: ['One licence is {v}.', '{v} is the price of the licence.', '{s} charges {v} for the licence.'],
    quota: [
      'Storage is limited to a quota of {v}.',
      'The quota for storage was set to {v}.',
      '{v} of storage quota are provided.',
    ],
    'contract end': [
      '{v} is when the contract ends.',
      'The contract is valid until {v}.',
      'On {v} the contract terminates.',
      'Contract expiry: {v}',
    ],
    launch: ['They will launch on {v}.', '{v} is the launch date.', 'Launch has been scheduled for {v}.'],
    audit: ['The auditors will start the audit on {v}.', 'Audit start: {v}', '{v} is the first day of the audit.'],
    sync: ['Every {v} there is a sync.', '{v} is the day of the weekly sync.', 'The team meets for its sync on {v}s.'],
    opening: ['Doors of the shop open at {v}.', 'Opening time of the shop: {v}', 'From {v} the shop is open.'],
    founding: [
      "{s}'s founding year is {v}.",
      '{v} is the year in which {s} was founded.',
      '{s} has existed since it was founded in {v}.',
    ],
    language: ['{v} is one of the languages {s} speaks.', '{s} knows {v}.', 'Languages: {v}'],
    pastime: ['In the evenings {s} goes {v}.', '{s} is keen on {v}.', 'Hobbies: {v}'],
    branch: ['There is a {s} branch in {v}.', '{s} also runs a site in {v}.', '{s} opened a further office in {v}.'],
    client: ['{s} counts {v} among its clients.', '{s} works for {v}.', 'Clients of {s} include {v}.'],
    goods: ["{s}'s range includes {v}.", '{s} trades in {v}.', 'You can buy {v} from {s}.'],
    certificate: ['{s} was awarded {v}.', 'Certificates: {v}', '{v} certification has been obtained by {s}.'],
  },
  yesNo: {
    cards: [
      ['You can pay {s} by credit card.', 'Credit cards are welcome at {s}.'],
      [
        'You cannot pay {s} by credit card.',
        'Credit cards are not welcome at {s}.',
        '{s} no longer lets you pay by credit card.',
      ],
    ],
    'shipping abroad': [
      ['Shipping abroad is possible.', 'Orders are shipped abroad by {s}.'],
      ['Shipping abroad is not possible.', 'Orders are not shipped abroad by {s}.', 'Shipping abroad is impossible.'],
    ],
    parking: [
      ['Visitors can park on the site.', 'There are parking spaces on site.'],
      ['Visitors cannot park on the site.', 'There are no parking spaces on site.'],
    ],
    'purchase order': [
      ['{s} asks for a purchase order.', 'We need a purchase order for {s}.'],
      ['{s} never asks for a purchase order.', 'We need no purchase order for {s}.'],
    ],
    'single sign-on': [
      ['Users log in to the portal by single sign-on.', 'Single sign-on works in the portal.'],
      ['Users do not log in to the portal by single sign-on.', "Single sign-on doesn't work in the portal."],
    ],
    signing: [
      ['{s} has authority to sign contracts alone.', '{s} is authorised to sign contracts alone.'],
      ['{s} has no authority to sign contracts alone.', '{s} is not authorised to sign contracts alone.'],
    ],
    backups: [
      ['Encryption of the backups is switched on.', 'All backups get encrypted.'],
      ['Encryption of the backups is not switched on.', 'No backups get encrypted.'],
    ],
    committee: [
      ['{s} sits on the steering committee.', '{s} belongs to the steering committee.'],
      ["{s} doesn't sit on the steering committee.", '{s} no longer belongs to the steering committee.'],
    ],
  },
  updates: ['Correction: {t}', 'From now on {t}', '{t} This is new.'],
  scopes: [
    ['Within {country}, {t}', '{t-} when in {country}.'],
    ['When it comes to {customers}, {t}', '{t-} with {customers}.'],
  ],
  customers: ['schools', 'resellers', 'start-ups', 'overseas clients'],
};
