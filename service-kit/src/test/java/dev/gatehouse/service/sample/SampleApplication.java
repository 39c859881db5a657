package dev.gatehouse.service.sample;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Keeps notes with a price; knows the kit by dependency alone. */
@SpringBootApplication
public class SampleApplication {

}
