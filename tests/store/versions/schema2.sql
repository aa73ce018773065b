-- A ledger as schema 2 wrote it: test_ledger.CHAIN, dumped by sqlite3.Connection.iterdump, with what a dump leaves out.
PRAGMA application_id=1146241351;
PRAGMA user_version=2;
BEGIN TRANSACTION;
CREATE TABLE alias (
	id TEXT NOT NULL, 
	cursor INTEGER NOT NULL, 
	became TEXT, 
	PRIMARY KEY (id, cursor)
);
CREATE TABLE block_key (
	"key" TEXT NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY ("key", document), 
	FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "block_key" VALUES('anvil','d001');
INSERT INTO "block_key" VALUES('basil','d001');
INSERT INTO "block_key" VALUES('cedar','d002');
INSERT INTO "block_key" VALUES('delta','d002');
INSERT INTO "block_key" VALUES('anvil','d003');
INSERT INTO "block_key" VALUES('basil','d003');
INSERT INTO "block_key" VALUES('cedar','d003');
INSERT INTO "block_key" VALUES('delta','d003');
INSERT INTO "block_key" VALUES('heron','d004');
INSERT INTO "block_key" VALUES('islet','d004');
INSERT INTO "block_key" VALUES('anvil','d005');
INSERT INTO "block_key" VALUES('basil','d005');
CREATE TABLE component (
	id TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "component" VALUES('d001');
INSERT INTO "component" VALUES('d004');
CREATE TABLE correction (
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	made INTEGER NOT NULL, 
	undone INTEGER, 
	PRIMARY KEY (number)
);
CREATE TABLE correction_mention (
	correction INTEGER NOT NULL, 
	mention TEXT NOT NULL, 
	side INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	PRIMARY KEY (correction, mention), 
	FOREIGN KEY(correction) REFERENCES correction (number) ON DELETE CASCADE
);
CREATE TABLE document (
	id TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	component TEXT NOT NULL, 
	publisher TEXT, 
	published TEXT, 
	family TEXT NOT NULL, 
	copy_of TEXT, 
	noun TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(component) REFERENCES component (id), 
	FOREIGN KEY(copy_of) REFERENCES document (id) ON DELETE SET NULL
);
INSERT INTO "document" VALUES('d001','68f7bddeecc0664c6a9fd450f9e8ae3b0e84b0f6bdefd864778de73ebb7211fb','d001',NULL,NULL,'d001',NULL,'{"id":"d001","source":"reports/1.txt","text":"anvil basil. basil anvil.","title":null,"published":null,"publisher":null,"url":null,"language":null,"dated":null}');
INSERT INTO "document" VALUES('d002','53a30b93a939905d1c23f6f2ebb36a324a7bf4aae7d3cf39350c42b3c27d5e22','d001',NULL,NULL,'d002',NULL,'{"id":"d002","source":"reports/2.txt","text":"cedar delta. delta cedar.","title":null,"published":null,"publisher":null,"url":null,"language":null,"dated":null}');
INSERT INTO "document" VALUES('d003','4e834b7a87b48226691f19265091daf2fc6fb36004b0f37201380c115eba4220','d001',NULL,NULL,'d003',NULL,'{"id":"d003","source":"reports/3.txt","text":"basil anvil. delta cedar.","title":null,"published":null,"publisher":null,"url":null,"language":null,"dated":null}');
INSERT INTO "document" VALUES('d004','6c004178ac3703402b29d5139c5faf31d2a395948fe1e5084dfdb3618ef21c1b','d004','P',NULL,'P',NULL,'{"id":"d004","source":"reports/4.txt","text":"heron islet.","title":null,"published":null,"publisher":"P","url":null,"language":null,"dated":null}');
INSERT INTO "document" VALUES('d005','5c54aea164585635419ea6668b0551eb87330de5070e9f12af4924b3c221044d','d001','Q',NULL,'Q','d001','{"id":"d005","source":"reports/5.txt","text":"anvil basil. basil anvil.","title":null,"published":null,"publisher":"Q","url":null,"language":null,"dated":null}');
CREATE TABLE event (
	id TEXT NOT NULL, 
	component TEXT NOT NULL, 
	type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	earliest TEXT, 
	latest TEXT, 
	independent_sources INTEGER NOT NULL, 
	noun TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(component) REFERENCES component (id) ON DELETE CASCADE
);
INSERT INTO "event" VALUES('e86c979e46e43','d001','CONSULT','occurred','2024-03-01','2024-03-31',1,'{"id":"e86c979e46e43","type":"CONSULT","modes":["visit"],"status":"occurred","summary":"cedar met.","actors":[{"name":"cedar","actor":"state:cedar","state":"FRA"}],"recipients":[],"places":[{"name":"Paris","actor":null,"state":null}],"companions":[],"when":{"value":"2024-03","earliest":"2024-03-01","latest":"2024-03-31"},"mentions":[{"document":"d002","trigger":{"start":0,"end":5},"sentence":{"start":0,"end":12},"status":"occurred","probability":0.9,"id":"e86c979e46e43"}],"independent_sources":1,"fields":[{"name":"killed","values":[{"value":"7 persons","documents":["d002"],"evidence":[{"document":"d002","span":{"start":0,"end":5}}],"bound":"min"}],"agree":true}],"history":[{"at":"2024-03","status":"occurred","documents":["d002"]}],"attributed_to":[],"contexts":["diplomatic"]}');
INSERT INTO "event" VALUES('e62b7c67d7c91','d001','CONSULT','occurred','2024-03-01','2024-03-31',2,'{"id":"e62b7c67d7c91","type":"CONSULT","modes":["visit"],"status":"occurred","summary":"delta met.","actors":[{"name":"delta","actor":"state:delta","state":"FRA"}],"recipients":[],"places":[{"name":"Paris","actor":null,"state":null}],"companions":[],"when":{"value":"2024-03","earliest":"2024-03-01","latest":"2024-03-31"},"mentions":[{"document":"d002","trigger":{"start":13,"end":18},"sentence":{"start":13,"end":25},"status":"occurred","probability":0.5,"id":"e62b7c67d7c91"},{"document":"d003","trigger":{"start":13,"end":18},"sentence":{"start":13,"end":25},"status":"occurred","probability":0.5,"id":"e54ec96eb86b2"}],"independent_sources":2,"fields":[{"name":"killed","values":[{"value":"7 persons","documents":["d002","d003"],"evidence":[{"document":"d002","span":{"start":13,"end":18}},{"document":"d003","span":{"start":13,"end":18}}],"bound":"min"}],"agree":true}],"history":[{"at":"2024-03","status":"occurred","documents":["d002","d003"]}],"attributed_to":[],"contexts":["diplomatic"]}');
INSERT INTO "event" VALUES('e0fafb486b9a6','d004','CONSULT','occurred','2024-03-01','2024-03-31',1,'{"id":"e0fafb486b9a6","type":"CONSULT","modes":["visit"],"status":"occurred","summary":"heron met.","actors":[{"name":"heron","actor":"state:heron","state":"FRA"}],"recipients":[],"places":[{"name":"Paris","actor":null,"state":null}],"companions":[],"when":{"value":"2024-03","earliest":"2024-03-01","latest":"2024-03-31"},"mentions":[{"document":"d004","trigger":{"start":0,"end":5},"sentence":{"start":0,"end":12},"status":"occurred","probability":0.9,"id":"e0fafb486b9a6"}],"independent_sources":1,"fields":[{"name":"killed","values":[{"value":"7 persons","documents":["d004"],"evidence":[{"document":"d004","span":{"start":0,"end":5}}],"bound":"min"}],"agree":true}],"history":[{"at":"2024-03","status":"occurred","documents":["d004"]}],"attributed_to":[],"contexts":["diplomatic"]}');
INSERT INTO "event" VALUES('e00df893e280e','d001','CONSULT','occurred','2024-03-01','2024-03-31',3,'{"id":"e00df893e280e","type":"CONSULT","modes":["visit"],"status":"occurred","summary":"basil met.","actors":[{"name":"basil","actor":"state:basil","state":"FRA"}],"recipients":[],"places":[{"name":"Paris","actor":null,"state":null}],"companions":[],"when":{"value":"2024-03","earliest":"2024-03-01","latest":"2024-03-31"},"mentions":[{"document":"d001","trigger":{"start":13,"end":18},"sentence":{"start":13,"end":25},"status":"occurred","probability":0.5,"id":"e00df893e280e"},{"document":"d003","trigger":{"start":0,"end":5},"sentence":{"start":0,"end":12},"status":"occurred","probability":0.9,"id":"e760f041dec21"},{"document":"d005","trigger":{"start":13,"end":18},"sentence":{"start":13,"end":25},"status":"occurred","probability":0.5,"id":"ef8becbe34ebb"}],"independent_sources":3,"fields":[{"name":"killed","values":[{"value":"7 persons","documents":["d001","d003","d005"],"evidence":[{"document":"d001","span":{"start":13,"end":18}},{"document":"d003","span":{"start":0,"end":5}},{"document":"d005","span":{"start":13,"end":18}}],"bound":"min"}],"agree":true}],"history":[{"at":"2024-03","status":"occurred","documents":["d001","d003","d005"]}],"attributed_to":[],"contexts":["diplomatic"]}');
INSERT INTO "event" VALUES('e20599a574f5e','d001','CONSULT','occurred','2024-03-01','2024-03-31',2,'{"id":"e20599a574f5e","type":"CONSULT","modes":["visit"],"status":"occurred","summary":"anvil met.","actors":[{"name":"anvil","actor":"state:anvil","state":"FRA"}],"recipients":[],"places":[{"name":"Paris","actor":null,"state":null}],"companions":[],"when":{"value":"2024-03","earliest":"2024-03-01","latest":"2024-03-31"},"mentions":[{"document":"d001","trigger":{"start":0,"end":5},"sentence":{"start":0,"end":12},"status":"occurred","probability":0.9,"id":"e20599a574f5e"},{"document":"d005","trigger":{"start":0,"end":5},"sentence":{"start":0,"end":12},"status":"occurred","probability":0.9,"id":"efc58cfdce927"}],"independent_sources":2,"fields":[{"name":"killed","values":[{"value":"7 persons","documents":["d001","d005"],"evidence":[{"document":"d001","span":{"start":0,"end":5}},{"document":"d005","span":{"start":0,"end":5}}],"bound":"min"}],"agree":true}],"history":[{"at":"2024-03","status":"occurred","documents":["d001","d005"]}],"attributed_to":[],"contexts":["diplomatic"]}');
CREATE TABLE event_context (
	event TEXT NOT NULL, 
	context TEXT NOT NULL, 
	PRIMARY KEY (event, context), 
	FOREIGN KEY(event) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "event_context" VALUES('e00df893e280e','diplomatic');
INSERT INTO "event_context" VALUES('e0fafb486b9a6','diplomatic');
INSERT INTO "event_context" VALUES('e20599a574f5e','diplomatic');
INSERT INTO "event_context" VALUES('e62b7c67d7c91','diplomatic');
INSERT INTO "event_context" VALUES('e86c979e46e43','diplomatic');
CREATE TABLE event_index (
	number INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	quad INTEGER, 
	disagreement INTEGER NOT NULL, 
	first_report TEXT, 
	last_report TEXT, 
	PRIMARY KEY (number), 
	UNIQUE (event), 
	FOREIGN KEY(event) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "event_index" VALUES(140165710708584488,'e62b7c67d7c91',1,0,NULL,NULL);
INSERT INTO "event_index" VALUES(201152685862320776,'e86c979e46e43',1,0,NULL,NULL);
INSERT INTO "event_index" VALUES(2709132688819293422,'e00df893e280e',1,0,NULL,NULL);
INSERT INTO "event_index" VALUES(4214854411222400335,'e0fafb486b9a6',1,0,NULL,NULL);
INSERT INTO "event_index" VALUES(6898525994447800928,'e20599a574f5e',1,0,NULL,NULL);
CREATE TABLE event_mode (
	event TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	PRIMARY KEY (event, mode), 
	FOREIGN KEY(event) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "event_mode" VALUES('e00df893e280e','visit');
INSERT INTO "event_mode" VALUES('e0fafb486b9a6','visit');
INSERT INTO "event_mode" VALUES('e20599a574f5e','visit');
INSERT INTO "event_mode" VALUES('e62b7c67d7c91','visit');
INSERT INTO "event_mode" VALUES('e86c979e46e43','visit');
CREATE TABLE event_party (
	event TEXT NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	actor TEXT, 
	state TEXT, 
	PRIMARY KEY (event, role, position), 
	FOREIGN KEY(event) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "event_party" VALUES('e00df893e280e','actor',0,'basil','state:basil','FRA');
INSERT INTO "event_party" VALUES('e00df893e280e','place',0,'Paris',NULL,NULL);
INSERT INTO "event_party" VALUES('e0fafb486b9a6','actor',0,'heron','state:heron','FRA');
INSERT INTO "event_party" VALUES('e0fafb486b9a6','place',0,'Paris',NULL,NULL);
INSERT INTO "event_party" VALUES('e20599a574f5e','actor',0,'anvil','state:anvil','FRA');
INSERT INTO "event_party" VALUES('e20599a574f5e','place',0,'Paris',NULL,NULL);
INSERT INTO "event_party" VALUES('e62b7c67d7c91','actor',0,'delta','state:delta','FRA');
INSERT INTO "event_party" VALUES('e62b7c67d7c91','place',0,'Paris',NULL,NULL);
INSERT INTO "event_party" VALUES('e86c979e46e43','actor',0,'cedar','state:cedar','FRA');
INSERT INTO "event_party" VALUES('e86c979e46e43','place',0,'Paris',NULL,NULL);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','2');
INSERT INTO "meta" VALUES('made_by','dragoman 0.1.0');
CREATE TABLE quote (
	component TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	speaker TEXT, 
	noun TEXT NOT NULL, 
	PRIMARY KEY (component, position), 
	FOREIGN KEY(component) REFERENCES component (id) ON DELETE CASCADE
);
INSERT INTO "quote" VALUES('d004',0,'heron islet.','state:heron','{"words":"heron islet.","speaker":{"name":"heron","actor":"state:heron","state":null},"about":null,"evidence":[{"document":"d004","span":{"start":0,"end":12}}]}');
INSERT INTO "quote" VALUES('d001',0,'anvil basil.','state:anvil','{"words":"anvil basil.","speaker":{"name":"anvil","actor":"state:anvil","state":null},"about":null,"evidence":[{"document":"d001","span":{"start":0,"end":12}},{"document":"d005","span":{"start":0,"end":12}}]}');
INSERT INTO "quote" VALUES('d001',1,'cedar delta.','state:cedar','{"words":"cedar delta.","speaker":{"name":"cedar","actor":"state:cedar","state":null},"about":null,"evidence":[{"document":"d002","span":{"start":0,"end":12}}]}');
INSERT INTO "quote" VALUES('d001',2,'basil anvil.','state:basil','{"words":"basil anvil.","speaker":{"name":"basil","actor":"state:basil","state":null},"about":null,"evidence":[{"document":"d003","span":{"start":0,"end":12}}]}');
CREATE TABLE reading (
	document TEXT NOT NULL, 
	model TEXT NOT NULL, 
	noun TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
);
INSERT INTO "reading" VALUES('d001','fake 1','{"sentences":[{"start":0,"end":12},{"start":13,"end":25}],"entities":[{"id":"x0.0","type":"GPE","name":"anvil","mentions":[{"start":0,"end":5}],"actor":"state:anvil","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x0.1","type":"GPE","name":"basil","mentions":[{"start":6,"end":11}],"actor":"state:basil","state":"FRA","sector":null,"place":{"name":"basil","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]},{"id":"x1.0","type":"GPE","name":"basil","mentions":[{"start":13,"end":18}],"actor":"state:basil","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x1.1","type":"GPE","name":"anvil","mentions":[{"start":19,"end":24}],"actor":"state:anvil","state":"FRA","sector":null,"place":{"name":"anvil","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]}],"times":[{"id":"t1","span":{"start":0,"end":12},"value":"2024-03","days":{"earliest":"2024-03-01","latest":"2024-03-31"},"recurs":false}],"events":[{"id":"e0","trigger":{"start":0,"end":5},"type":"CONSULT","status":"occurred","probability":0.9,"modes":["visit"],"actors":["x0.0"],"recipients":[],"places":["x0.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":6,"end":11},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]},{"id":"e1","trigger":{"start":13,"end":18},"type":"CONSULT","status":"occurred","probability":0.5,"modes":["visit"],"actors":["x1.0"],"recipients":[],"places":["x1.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":19,"end":24},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]}],"quotes":[{"span":{"start":0,"end":12},"speaker":"x0.0","about":null}],"model":"fake 1"}');
INSERT INTO "reading" VALUES('d002','fake 1','{"sentences":[{"start":0,"end":12},{"start":13,"end":25}],"entities":[{"id":"x0.0","type":"GPE","name":"cedar","mentions":[{"start":0,"end":5}],"actor":"state:cedar","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x0.1","type":"GPE","name":"delta","mentions":[{"start":6,"end":11}],"actor":"state:delta","state":"FRA","sector":null,"place":{"name":"delta","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]},{"id":"x1.0","type":"GPE","name":"delta","mentions":[{"start":13,"end":18}],"actor":"state:delta","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x1.1","type":"GPE","name":"cedar","mentions":[{"start":19,"end":24}],"actor":"state:cedar","state":"FRA","sector":null,"place":{"name":"cedar","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]}],"times":[{"id":"t1","span":{"start":0,"end":12},"value":"2024-03","days":{"earliest":"2024-03-01","latest":"2024-03-31"},"recurs":false}],"events":[{"id":"e0","trigger":{"start":0,"end":5},"type":"CONSULT","status":"occurred","probability":0.9,"modes":["visit"],"actors":["x0.0"],"recipients":[],"places":["x0.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":6,"end":11},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]},{"id":"e1","trigger":{"start":13,"end":18},"type":"CONSULT","status":"occurred","probability":0.5,"modes":["visit"],"actors":["x1.0"],"recipients":[],"places":["x1.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":19,"end":24},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]}],"quotes":[{"span":{"start":0,"end":12},"speaker":"x0.0","about":null}],"model":"fake 1"}');
INSERT INTO "reading" VALUES('d003','fake 1','{"sentences":[{"start":0,"end":12},{"start":13,"end":25}],"entities":[{"id":"x0.0","type":"GPE","name":"basil","mentions":[{"start":0,"end":5}],"actor":"state:basil","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x0.1","type":"GPE","name":"anvil","mentions":[{"start":6,"end":11}],"actor":"state:anvil","state":"FRA","sector":null,"place":{"name":"anvil","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]},{"id":"x1.0","type":"GPE","name":"delta","mentions":[{"start":13,"end":18}],"actor":"state:delta","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x1.1","type":"GPE","name":"cedar","mentions":[{"start":19,"end":24}],"actor":"state:cedar","state":"FRA","sector":null,"place":{"name":"cedar","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]}],"times":[{"id":"t1","span":{"start":0,"end":12},"value":"2024-03","days":{"earliest":"2024-03-01","latest":"2024-03-31"},"recurs":false}],"events":[{"id":"e0","trigger":{"start":0,"end":5},"type":"CONSULT","status":"occurred","probability":0.9,"modes":["visit"],"actors":["x0.0"],"recipients":[],"places":["x0.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":6,"end":11},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]},{"id":"e1","trigger":{"start":13,"end":18},"type":"CONSULT","status":"occurred","probability":0.5,"modes":["visit"],"actors":["x1.0"],"recipients":[],"places":["x1.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":19,"end":24},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]}],"quotes":[{"span":{"start":0,"end":12},"speaker":"x0.0","about":null}],"model":"fake 1"}');
INSERT INTO "reading" VALUES('d004','fake 1','{"sentences":[{"start":0,"end":12}],"entities":[{"id":"x0.0","type":"GPE","name":"heron","mentions":[{"start":0,"end":5}],"actor":"state:heron","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x0.1","type":"GPE","name":"islet","mentions":[{"start":6,"end":11}],"actor":"state:islet","state":"FRA","sector":null,"place":{"name":"islet","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]}],"times":[{"id":"t1","span":{"start":0,"end":12},"value":"2024-03","days":{"earliest":"2024-03-01","latest":"2024-03-31"},"recurs":false}],"events":[{"id":"e0","trigger":{"start":0,"end":5},"type":"CONSULT","status":"occurred","probability":0.9,"modes":["visit"],"actors":["x0.0"],"recipients":[],"places":["x0.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":6,"end":11},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]}],"quotes":[{"span":{"start":0,"end":12},"speaker":"x0.0","about":null}],"model":"fake 1"}');
INSERT INTO "reading" VALUES('d005','fake 1','{"sentences":[{"start":0,"end":12},{"start":13,"end":25}],"entities":[{"id":"x0.0","type":"GPE","name":"anvil","mentions":[{"start":0,"end":5}],"actor":"state:anvil","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x0.1","type":"GPE","name":"basil","mentions":[{"start":6,"end":11}],"actor":"state:basil","state":"FRA","sector":null,"place":{"name":"basil","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]},{"id":"x1.0","type":"GPE","name":"basil","mentions":[{"start":13,"end":18}],"actor":"state:basil","state":"FRA","sector":null,"place":null,"how":[]},{"id":"x1.1","type":"GPE","name":"anvil","mentions":[{"start":19,"end":24}],"actor":"state:anvil","state":"FRA","sector":null,"place":{"name":"anvil","country":"FRA","latitude":48.85,"longitude":2.35,"geonames":2988507},"how":[]}],"times":[{"id":"t1","span":{"start":0,"end":12},"value":"2024-03","days":{"earliest":"2024-03-01","latest":"2024-03-31"},"recurs":false}],"events":[{"id":"e0","trigger":{"start":0,"end":5},"type":"CONSULT","status":"occurred","probability":0.9,"modes":["visit"],"actors":["x0.0"],"recipients":[],"places":["x0.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":6,"end":11},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]},{"id":"e1","trigger":{"start":13,"end":18},"type":"CONSULT","status":"occurred","probability":0.5,"modes":["visit"],"actors":["x1.0"],"recipients":[],"places":["x1.1"],"companions":[],"times":["t1"],"means":null,"topic":null,"terms":[{"span":{"start":19,"end":24},"kind":"killed","value":"7 persons","bound":"min"}],"by":[],"contexts":["diplomatic"],"signature":"/f7/","custom":[]}],"quotes":[{"span":{"start":0,"end":12},"speaker":"x0.0","about":null}],"model":"fake 1"}');
CREATE TABLE revision (
	cursor INTEGER NOT NULL, 
	recorded TEXT NOT NULL, 
	action TEXT NOT NULL, 
	document TEXT, 
	correction INTEGER, 
	hand TEXT, 
	PRIMARY KEY (cursor)
);
INSERT INTO "revision" VALUES(1,'2026-11-30T11:49:56.251901+00:00','add','d001',NULL,NULL);
INSERT INTO "revision" VALUES(2,'2026-11-30T11:49:56.371491+00:00','add','d002',NULL,NULL);
INSERT INTO "revision" VALUES(3,'2026-11-30T11:49:56.397521+00:00','add','d003',NULL,NULL);
INSERT INTO "revision" VALUES(4,'2026-11-30T11:49:56.443226+00:00','add','d004',NULL,NULL);
INSERT INTO "revision" VALUES(5,'2026-11-30T11:49:56.472005+00:00','add','d005',NULL,NULL);
CREATE TABLE story (
	id TEXT NOT NULL, 
	component TEXT NOT NULL, 
	title TEXT NOT NULL, 
	noun TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(component) REFERENCES component (id) ON DELETE CASCADE
);
INSERT INTO "story" VALUES('se197886b6f7e','d004','story of d004','{"id":"se197886b6f7e","title":"story of d004","documents":["d004"],"events":["e0fafb486b9a6"]}');
INSERT INTO "story" VALUES('sa75b4e31164e','d001','story of d001','{"id":"sa75b4e31164e","title":"story of d001","documents":["d001","d002","d003","d005"],"events":["e00df893e280e","e20599a574f5e","e62b7c67d7c91","e86c979e46e43"]}');
CREATE TABLE story_document (
	story TEXT NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (story, document), 
	FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE, 
	FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "story_document" VALUES('sa75b4e31164e','d001');
INSERT INTO "story_document" VALUES('sa75b4e31164e','d002');
INSERT INTO "story_document" VALUES('sa75b4e31164e','d003');
INSERT INTO "story_document" VALUES('se197886b6f7e','d004');
INSERT INTO "story_document" VALUES('sa75b4e31164e','d005');
CREATE TABLE telling (
	event TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	mention TEXT NOT NULL, 
	document TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	probability FLOAT NOT NULL, 
	PRIMARY KEY (event, position), 
	FOREIGN KEY(event) REFERENCES event (id) ON DELETE CASCADE, 
	FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "telling" VALUES('e00df893e280e',0,'e00df893e280e','d001',13,18,'occurred',0.5);
INSERT INTO "telling" VALUES('e00df893e280e',1,'e760f041dec21','d003',0,5,'occurred',0.9);
INSERT INTO "telling" VALUES('e00df893e280e',2,'ef8becbe34ebb','d005',13,18,'occurred',0.5);
INSERT INTO "telling" VALUES('e0fafb486b9a6',0,'e0fafb486b9a6','d004',0,5,'occurred',0.9);
INSERT INTO "telling" VALUES('e20599a574f5e',0,'e20599a574f5e','d001',0,5,'occurred',0.9);
INSERT INTO "telling" VALUES('e20599a574f5e',1,'efc58cfdce927','d005',0,5,'occurred',0.9);
INSERT INTO "telling" VALUES('e62b7c67d7c91',0,'e62b7c67d7c91','d002',13,18,'occurred',0.5);
INSERT INTO "telling" VALUES('e62b7c67d7c91',1,'e54ec96eb86b2','d003',13,18,'occurred',0.5);
INSERT INTO "telling" VALUES('e86c979e46e43',0,'e86c979e46e43','d002',0,5,'occurred',0.9);
CREATE TABLE version (
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	since INTEGER NOT NULL, 
	until INTEGER, 
	noun BLOB, 
	PRIMARY KEY (kind, id, since)
);
INSERT INTO "version" VALUES('event','e00df893e280e',1,3,X'789C75924D4FC3300C86FF0AF2B99BDA8D89D11B42E28400F17142684A136FB348932A1F8369DA7FC7C9D64D93CAD1AF9DC7F6EBEC8014D48065A996F3DB294EE625420161DB21CBF7CF4F6F1F8FEF2CB456A187FA1336E429C057013E881059022B65740E1557F9D8B6C26D596C84277DD56218B32C64B02EBDDE81112DF6E93EC3718261DDAB3962F5E1F50EF6DCCAA1A48ED084C4E0B8D342E205EF4538F2679E895A9F3029481469DB4E18B2E648F959A3817A071BA163624CCAC9F5A89C320585D3843E9CC55159B1AE9977A14E2BD8B3373CD911BB0365654C0257A932BF0A8E562B74A9154FE438534DB98761DFAB393FF75C8D46E250C164B61F76BA73B6110D690AEC76399E1543774C5B9351D8318B9B2CBC8D2E1B5715B024D4EAC2C36FD23AB3B3218754EFCDCD5587CEA71D8BD386F93BE41DB90D6E481D9618F4C0B3F3FF1890866C6C4C11B464F2D062E59051C1454CE19A3C9F759BD9225C9C6AC89B81013334F0259A18502D823D7C0169D9FADF632175DAB62290E4F23FD4D3FBC1');
INSERT INTO "version" VALUES('event','e20599a574f5e',1,5,X'789C6D92DB6AC3300C865FA5E83A2DE92194F66E0C7635B6B1C3D518C5B5D556CCB1830FD94AE9BB4F769B8E402EF54BFE24FDF20948C11A705656AB95A8968B5D8550403836C8F2FDF3D3DBC7E33B0BB555E861FD092D790AF055800F224496C04A199D43C5553ED6B57047168569498F6A0C1396850CD6A5D72730A2C62EDD65384E305C776A8E587D78BD8333B77228A921342131386EB490D8E3BD0847FE9F67A2D6374C0A1245DABA1186ACB9527E0E68607D8256E89818B372B6189773A6A0709AD0877F715C4E59D7CCEBA9F3299CD91B9EEC8A3D81B2322681AB54995F0547FB3DBAD48A27729C29B98561DB2B7EECB9168DC481F474761EB6B971762BB6A429B0D5E564550C1D31AD4C4661C32CEEB1F136BAECDAB4801DA1563D03BF49EBCCCE6E5C529D31CB5183CEA7058BDB7AF92FE405B90DB6A42E3B0C1AE0D9F6C1EDD3885B1B530035993CB2D83B64507011537820CF173D66B208BD2B0D3933305E86063EC23606549B602FD797967DFFBD1652A36D2D02492EFF036CDEFA9A');
INSERT INTO "version" VALUES('story','sa75b4e31164e',1,3,X'789C35CC410A83301405C0ABC85BBBF8D1A4315E455CD8E605026A40A320E2DDAD856E673127A2478B75B0E6AD592BF5D244891CF3C8C7735A8E2285C28BA8AFFBF4D926CE7945DBE1677D09EE7FA1880F8DAB5935F234ACC4383718AB8321FAEB06F9091FA0');
INSERT INTO "version" VALUES('quote','qe829f95e2f75cdd8a80ff7e7dc57844b',1,5,X'789C358D3B0EC3300C43AF52700E0AA7A3AF5264506C0D461D39F0271D0CDFBD4A8A8C7C8F123BBE29FB020B9223C4C74A25C42726949DE9C319B64368E3BBA0865C4DCA512A55B637BD12ACB4188776D6D4EA3F4DE0237816A7F6DDE1936B1B8B4A7863E66B89E49CD10F59B1D103F1B0F36B8C65FC00EE513510');
INSERT INTO "version" VALUES('document','d001',1,NULL,NULL);
INSERT INTO "version" VALUES('event','e62b7c67d7c91',2,3,X'789C7592CB4E03310C457FA5F27A5ACD4C690BDD21245608108F1542552631AD452619E551A8AAFE3B4EFA52A561E96BE7D8BECE1648C11C705A3733399DA999BCA9A080B0E990E5BBA7C7D7F78737165AABD0C3FC03D6E429C067013E881059022B65740E1557F9D8B6C26D5854A88318B418462C0B19AC4BAFB760448BC7F431C37182E1FCA8E688D5FB975BD8712B87923A42131283E34E0B8917BC67E1C89F79266A7DC2A42051A46D3B61C89A03E5678506E65B580B1D13A32EEBAB6139660A0AA7097D388BC332B9A29977A18E2BD8B1373CD901BB0565654C425AB22CEBE4A5A3E5125D6AC51339CE5463EE61D8F7EA9A9F7BAE4623B1AFA09EECFA9DEE9C6D44439A02BB5D8E2645DF1DD3D6641476CCE2260B6FA3CBC655057C116A75E1E137699DD9D9907DEAE8CD6CD0A1F369C7E2B461FE0E79476E836B52FB257A3DF0ECFC3F06A4211B1B53042D993CB4583A6454701153B822CF67DD64B60817A7EAF3A667C00C0D7C892606548B60F75F405AB6FEF750489DB6AD0824B9FC0FEF26FBD0');
INSERT INTO "version" VALUES('event','e86c979e46e43',2,NULL,NULL);
INSERT INTO "version" VALUES('story','sf8c1cfec259c',2,3,X'789C35CA410A80201005D0ABC85FB7282B4DAF126E1A47082AA12C88E8EE59D0F6F12E8C1E165BE8A8A2C0245B432890C634F1EB29AEA78841F8B294D97DA47DE6256DB03D3E7305F8F885951C3429ED35992A77EE14196DB851DCD470F70336D8204E');
INSERT INTO "version" VALUES('quote','qe15d9db73f3b6fb7913cb3461a3827f5',2,NULL,NULL);
INSERT INTO "version" VALUES('document','d002',2,NULL,NULL);
INSERT INTO "version" VALUES('event','e00df893e280e',3,5,X'789C8D524D6FDB300CFD2B05CF6E21DBCD9AE65614E869588B7D9C86A1902526252A4B863EB20541FEFB28C56E90C2057AE423F948BEC73D908615A0107ABDBC6DB1590A840AE26E4086EF1FBFFDF8F5F52703BDD31860F51BB61428C29F0A42943131044EA9E43D6AAE0AA9EFA5DF31D8C940E6A2C778C5B054D1F9DCBD072B7B9CD25386E34C86AB092D11A30FDFEFE0C0A33C2A1A086DCC1C1C0F462A3CE37B929EC289CF2663DE6872905994EB0769C9D991E5EF0B5A58ED612B4DCA1C8D68AE2F45CB2C28BD210CF1045E8A9A71C37C67685BC381B5E1CD46DA3D68A75206B84A8BD2153D6D36E8F328DEC873A66E798665DDEB25B707AE46AB70AEA0591CE6951EBCEB64478622AB2DAE16D59C8F87EAFD3EEDEC3E629CB698DF664AD7CDE796B99D96B9F922D6E2BAD6A89ABA184956E3C05C3CE339B8E48B8B4D056B42A3CF0C7D25630A7771E7989A8CBAB918D0872C78F5765EF9CD51F072274FC32DE9E329B3BE04FE860F4C9917EE5DC349B57C5AE7520EA0275B4E951B8F3C39FA84397CA1C09FB92BABC878F66D738A7E7C56E18EEC619722EAE7E88ECFAC1CDBF66FACA7C1B85E46525CFE1F0307390E');
INSERT INTO "version" VALUES('event','e62b7c67d7c91',3,NULL,NULL);
INSERT INTO "version" VALUES('story','sa75b4e31164e',3,5,X'789C358C410AC2301045AF5266DDC524996432BD8AB868930914D4808D828877B751BAFAFCF7E0BD61CD30C136B35F489D31811446686BBB68E7ADDE5F432D4346343BCF353DAE7A6B1B4C273818A2FD8F83F308FA3CBC22E612C5A98DD8A36AD18BCC9EA9F8DF0F76E1143873921ED21892B02805A53DF5F9025F502A65');
INSERT INTO "version" VALUES('quote','qd95629c0ed4fa226c05ba5e0b929d9fa',3,NULL,NULL);
INSERT INTO "version" VALUES('document','d003',3,NULL,NULL);
INSERT INTO "version" VALUES('event','e0fafb486b9a6',4,NULL,NULL);
INSERT INTO "version" VALUES('story','se197886b6f7e',4,NULL,NULL);
INSERT INTO "version" VALUES('quote','q586622442230d74b240f71c533653f32',4,NULL,NULL);
INSERT INTO "version" VALUES('document','d004',4,NULL,NULL);
INSERT INTO "version" VALUES('event','e00df893e280e',5,NULL,NULL);
INSERT INTO "version" VALUES('event','e20599a574f5e',5,NULL,NULL);
INSERT INTO "version" VALUES('story','sa75b4e31164e',5,NULL,NULL);
INSERT INTO "version" VALUES('quote','q9a8a5a35de667a44c9c334e0eed0ecde',5,NULL,NULL);
INSERT INTO "version" VALUES('document','d005',5,NULL,NULL);
CREATE INDEX ix_revision_recorded ON revision (recorded);
CREATE INDEX ix_version_until ON version (until);
CREATE INDEX version_by_cursor ON version (since);
CREATE INDEX ix_alias_became ON alias (became);
CREATE INDEX ix_document_component ON document (component);
CREATE INDEX ix_document_published ON document (published);
CREATE INDEX ix_document_copy_of ON document (copy_of);
CREATE INDEX ix_story_component ON story (component);
CREATE INDEX event_by_type ON event (type, status);
CREATE INDEX ix_event_component ON event (component);
CREATE INDEX event_by_day ON event (earliest, latest);
CREATE INDEX ix_quote_speaker ON quote (speaker);
CREATE INDEX ix_correction_mention_document ON correction_mention (document);
CREATE INDEX ix_block_key_document ON block_key (document);
CREATE INDEX ix_story_document_document ON story_document (document);
CREATE INDEX ix_event_mode_mode ON event_mode (mode);
CREATE INDEX ix_event_context_context ON event_context (context);
CREATE INDEX ix_event_party_actor ON event_party (actor);
CREATE INDEX ix_event_party_state ON event_party (state);
CREATE INDEX ix_telling_mention ON telling (mention);
CREATE INDEX ix_telling_document ON telling (document);
CREATE INDEX event_index_by_report ON event_index (first_report, last_report);
CREATE INDEX ix_event_index_quad ON event_index (quad);
CREATE VIRTUAL TABLE event_search USING fts5(words, stems, actors, recipients, companions, places, tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO event_search (rowid, words, stems, actors, recipients, companions, places) VALUES(140165710708584488, 'delta met zqz delta cedar zqz delta cedar zqz delta zqz paris', 'delta met zqz delta cedar zqz delta cedar zqz delta zqz pari', 'delta', '', '', 'paris');
INSERT INTO event_search (rowid, words, stems, actors, recipients, companions, places) VALUES(201152685862320776, 'cedar met zqz cedar delta zqz cedar zqz paris', 'cedar met zqz cedar delta zqz cedar zqz pari', 'cedar', '', '', 'paris');
INSERT INTO event_search (rowid, words, stems, actors, recipients, companions, places) VALUES(2709132688819293422, 'basil met zqz basil anvil zqz basil anvil zqz basil anvil zqz basil zqz paris', 'basil met zqz basil anvil zqz basil anvil zqz basil anvil zqz basil zqz pari', 'basil', '', '', 'paris');
INSERT INTO event_search (rowid, words, stems, actors, recipients, companions, places) VALUES(4214854411222400335, 'heron met zqz heron islet zqz heron zqz paris', 'heron met zqz heron islet zqz heron zqz pari', 'heron', '', '', 'paris');
INSERT INTO event_search (rowid, words, stems, actors, recipients, companions, places) VALUES(6898525994447800928, 'anvil met zqz anvil basil zqz anvil basil zqz anvil zqz paris', 'anvil met zqz anvil basil zqz anvil basil zqz anvil zqz pari', 'anvil', '', '', 'paris');
COMMIT;
