/** Under it our own objects have their names in other formats: two exports of one thing agree on its id. Never changed. */
export const ownNamespace = "3bbd3e6b-2461-473a-8de9-d6e4600ce023";
/** STIX 2.1 §2.9: observables of the same content have the same id, whoever writes them. */
export const stixNamespace = "00abedb4-aa42-466c-9c01-fed23315a9b7";
