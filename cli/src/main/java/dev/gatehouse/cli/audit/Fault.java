package dev.gatehouse.cli.audit;

/**
 * Why a record is not whole.
 *
 * @param file the file's name
 * @param line the line's number
 * @param seq the number of the record that is or should be there; 0: nobody knows
 * @param what what is wrong, as a sentence
 */
record Fault(String file, long line, long seq, String what) {

}
