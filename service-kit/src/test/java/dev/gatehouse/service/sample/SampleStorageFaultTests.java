package dev.gatehouse.service.sample;

import java.util.Map;

import dev.gatehouse.service.test.StorageFaultTests;

class SampleStorageFaultTests extends StorageFaultTests {

	SampleStorageFaultTests() {
		super(Notes.contract(), SampleApplication.class, "/v1/notes", Notes.SETTINGS);
	}

}
